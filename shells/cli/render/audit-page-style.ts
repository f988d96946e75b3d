/** How a report looks: on a light and a dark screen, and on paper. */
export const PAGE_STYLE = `
:root{--ground:#fff;--ink:#1a1f24;--soft:#5b6670;--line:#d8dde2;--panel:#f5f7f9;--plain:#2b5f8a;--error:#a5352a;--review:#8a6a10;--review-ground:#f3e3b0}
@media (prefers-color-scheme:dark){:root{--ground:#14181c;--ink:#e7ebee;--soft:#a3aeb8;--line:#333b43;--panel:#1d2329;--plain:#6ea8d8;--error:#ea7c6f;--review:#e0b94a;--review-ground:#4a3d12}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.45 system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 24px 48px}
.defs{position:absolute}
.over{margin:0;color:var(--soft);font-size:13px;letter-spacing:.02em}
h1{margin:2px 0 4px;font-size:28px;line-height:1.2}
h2{margin:0 0 10px;font-size:19px}
.sub{margin:0 0 12px;color:var(--soft)}
.files{display:flex;flex-wrap:wrap;gap:4px 28px;margin:0 0 20px;font-size:13px}
.files div{display:flex;gap:8px}.files dt{color:var(--soft)}.files dd{margin:0;overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:12px;margin:0 0 10px;padding:0;list-style:none}
.figures li{padding:14px 16px;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
.figures b{display:block;font-size:23px;line-height:1.25;font-variant-numeric:tabular-nums}
.figures span{display:block}.figures small{color:var(--soft)}
.note{margin:6px 0 12px;color:var(--soft);font-size:13px}
section{margin-top:34px}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{fill:var(--ink);font-size:12.5px;font-family:inherit}
svg .label{font-size:13px}svg .axis{fill:var(--soft);font-weight:600}svg .tick{fill:var(--soft);font-size:11.5px}
svg .grid{stroke:var(--line);stroke-width:1}svg .base{stroke:var(--soft);stroke-width:1}
svg .plain{fill:var(--plain)}svg .error{fill:var(--error)}svg .review{fill:url(#stripes);stroke:var(--review);stroke-width:1}
.stripe-ground{fill:var(--review-ground)}.stripe{fill:var(--review)}
.key{margin:-4px 0 10px;color:var(--soft);font-size:13px}
.key i{display:inline-block;width:22px;height:11px;margin:0 4px 0 12px;vertical-align:-1px}
.key i:first-child{margin-left:0}
.key .error{background:var(--error)}
.key .review{border:1px solid var(--review);background:repeating-linear-gradient(45deg,var(--review) 0 2px,var(--review-ground) 2px 5px)}
table{width:100%;border-collapse:collapse;font-size:13px}
th{padding:6px 10px 6px 0;border-bottom:2px solid var(--line);color:var(--soft);font-weight:600;text-align:left;vertical-align:bottom}
td{padding:7px 10px 7px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
small{color:var(--soft);font-size:12px}small.draft{color:var(--ink)}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.name{white-space:nowrap}
th.number,td.number{padding-right:0;padding-left:10px}
.tag{font-weight:600}.tag.error{color:var(--error)}.tag.review{color:var(--review)}
.sources ul{margin:0;padding-left:18px}.sources td:first-child{width:26%}.sources td:last-child{width:24%;color:var(--soft)}
.scroll{overflow-x:auto}
footer{margin-top:36px;padding-top:12px;border-top:1px solid var(--line);color:var(--soft);font-size:13px}
@media print{
:root{--ground:#fff;--ink:#000;--soft:#444;--line:#bbb;--panel:#fff;--plain:#2b5f8a;--error:#a5352a;--review:#6b5208;--review-ground:#fff}
@page{margin:14mm}
body{font-size:11px;print-color-adjust:exact;-webkit-print-color-adjust:exact}main{max-width:none;padding:0}
table{font-size:10px}thead{display:table-header-group}tr,.figures li,svg{break-inside:avoid}h2{break-after:avoid}section{margin-top:20px}
.scroll{overflow:visible}.name{white-space:normal}.figures{grid-template-columns:repeat(5,1fr);gap:6px}.figures li{padding:8px 10px}.figures b{font-size:15px}.figures small{font-size:10px}
}`;
