/** True for ten digits whose last one is the check digit: Luhn's, over the prefix 80840 that stands before every NPI. */
export function isNpi(text: string): boolean {
  if (!/^\d{10}$/u.test(text)) return false;
  const digits = Array.from(`80840${text}`, Number).reverse();
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 0 ? digit : digit * 2;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
