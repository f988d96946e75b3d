import fc from 'fast-check';

/**
 * One seed for every property of a run, so that a run can be had again: `STEPWISE_SEED=… npm test`. Without it the
 * tests draw the same numbers each time, others in each zone, and a change is judged by the change; `npm run prove`
 * and `STEPWISE_SEED=new` draw afresh.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['STEPWISE_SEED']) });
