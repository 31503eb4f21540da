"""How the page looks: wide and narrow, light and dark, on a screen and on paper."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root{--ink:#1b1f24;--dim:#59636e;--line:#d5dae0;--paper:#fff;--soft:#f4f6f8;--accent:#0b5a8f;
--came:#116329;--camebg:#e3f6e6;--went:#a0111f;--wentbg:#fde7e8;--warn:#8a4b00;--warnbg:#fff1d6}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e3e8ee;--dim:#9aa6b2;--line:#39424d;--paper:#14181d;
--soft:#1d232a;--accent:#7cc0f2;--came:#7ee2a0;--camebg:#12301d;--went:#ff9aa2;--wentbg:#3a1519;
--warn:#ffc976;--warnbg:#38290c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:70rem;padding:1.5rem 1.25rem 4rem;color:var(--ink);background:var(--paper);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
overflow-wrap:anywhere}
h1{font-size:2.1rem;line-height:1.15;margin:0}
h2{font-size:1.5rem;line-height:1.2;margin:3rem 0 1rem;padding-top:.75rem;border-top:2px solid var(--ink)}
h3{font-size:1.15rem;margin:2rem 0 .6rem}
h4{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.4rem 0}
a{color:var(--accent)}
header p{color:var(--dim);margin:.3rem 0 1rem}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem 1.5rem;margin:1rem 0}
dt{color:var(--dim);font-size:.85rem}
dd{margin:0;font-weight:600}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:.6rem 0;border-top:1px solid var(--line)}
.scroll{overflow-x:auto;margin:.5rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.95rem;overflow-wrap:break-word}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--dim);font-size:.8rem;font-weight:600;border-bottom-color:var(--dim)}
tbody th{font-weight:600;overflow-wrap:anywhere}
table.counts,table.matrix{width:auto;min-width:min(100%,28rem)}
.number{font-variant-numeric:tabular-nums}
.matrix small{color:var(--dim)}
.some{white-space:nowrap}
.counts tbody tr:last-child>*,.matrix tbody tr:last-child>*{border-bottom:0;border-top:1px solid var(--dim);
font-weight:600}
table.tiers th:first-child,table.matrix th,table.figures th:first-child{white-space:nowrap}
table.tiers td:nth-child(2){min-width:6.5rem}
tr.gap>*{color:var(--dim);font-weight:400;font-style:italic}
.change,.note,.none{color:var(--dim)}
.change{display:block;font-size:.85rem}
.note{font-size:.9rem}
.none{font-style:italic}
q{quotes:"\\201c" "\\201d"}
.source{color:var(--dim);font-size:.8rem;font-style:normal;line-height:1.4}
cite.source{display:block;margin-top:.15rem}
ul,ol{padding-left:1.4rem;margin:.5rem 0}
ul{list-style:none;padding-left:0}
li{margin:.6rem 0}
.sentences{font-size:.9rem;padding-left:2.4rem}
.sentences li::marker{color:var(--dim)}
li:target,tr:target{background:var(--warnbg)}
.overview li{margin:.2rem 0}
.badge{display:inline-block;font-size:.78rem;font-weight:600;color:var(--dim);margin-right:.3rem}
.badge.doubtful{color:var(--warn);background:var(--warnbg);padding:0 .4rem;border-radius:.2rem}
.changes>li{border-left:3px solid var(--line);padding-left:.8rem;margin:1rem 0;max-width:52rem}
.changes>li p{margin:.1rem 0}
.changes>.new{border-color:var(--came)}.changes>.new>.badge{color:var(--came)}
.changes>.dropped{border-color:var(--went)}.changes>.dropped>.badge{color:var(--went)}
.changes>.reworded,.changes>.figures{border-color:var(--accent)}
ins{color:var(--came);background:var(--camebg);text-decoration:underline;text-underline-offset:2px}
del{color:var(--went);background:var(--wentbg);text-decoration:line-through}
.recommendations>li{margin:1.5rem 0;max-width:54rem}
.recommendations h3,.recommendations h4{font-size:1rem;margin:0 0 .4rem}
.recommendations .fact{margin:.5rem 0}
.recommendations .fact p{margin:.1rem 0}
.bearing{font-size:.92rem;border-left:3px solid var(--line);padding-left:.8rem}
.unclassified,.findings{font-size:.92rem}
.unclassified li,.sentences li,.findings li{max-width:56rem}
figure{margin:0}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(17.5rem,1fr));gap:1.25rem 1.5rem;margin:1rem 0 2rem}
.chart{border:1px solid var(--line);border-radius:.4rem;padding:.6rem .7rem .3rem;display:flex;flex-direction:column}
.chart svg{width:100%;height:auto;margin-top:auto}
figcaption{font-size:.9rem;line-height:1.35}
figcaption span{display:block;color:var(--dim);font-size:.78rem}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;font-size:.85rem;color:var(--dim)}
.key span{display:inline-flex;align-items:center;gap:.3rem}
svg{font-family:inherit;overflow:visible}
svg text{fill:var(--ink);font-size:12px}
svg .year{fill:var(--dim);text-anchor:middle;font-size:11px}
svg .value{text-anchor:middle;font-weight:600}
.axis{stroke:var(--dim);stroke-width:1}
.grid{stroke:var(--line);stroke-width:1}
.join{stroke:var(--accent);stroke-width:1.5;opacity:.55}
.mark{fill:var(--accent);stroke:var(--accent);stroke-width:1.6}
.mark.hollow{fill:var(--paper)}
.near{fill:transparent}
.nothing{fill:var(--soft)}
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--dim);font-size:.85rem}
@media (max-width:40rem){
body{padding:1rem 1rem 3rem}
h1{font-size:1.7rem}h2{font-size:1.3rem;margin-top:2.25rem}
table.figures thead,table.tiers thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.figures,table.figures tbody,table.tiers,table.tiers tbody{display:block}
table.figures tr{display:flex;flex-wrap:wrap;gap:0 .7rem;border-bottom:1px solid var(--line);padding:.35rem 0}
table.figures tr>*{border:0;padding:0}
table.figures th{min-width:3.2rem}
table.figures .empty{display:none}
table.tiers tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}
table.tiers tr>*{display:block;border:0;padding:0}
table.reports thead{display:none}
table.reports tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}
table.reports tr>*{display:block;border:0;padding:0}
table.counts{font-size:.74rem}
table.counts th,table.counts td{padding-right:.2rem}
table.counts tr>:last-child{padding-right:0}
table.counts thead th{font-size:.64rem}
}
@page{margin:16mm}
@media print{
html{font-size:9pt}
body{max-width:none;padding:0;line-height:1.4}
nav{display:none}
a{color:inherit;text-decoration:none}
.scroll{overflow:visible}
h2,h3,h4{break-after:avoid}
h2{margin-top:1.5rem}
tr,li,figure,.fact,dl{break-inside:avoid}
.recommendations>li{break-inside:auto}
li.fact,.recommendations>li{max-width:none!important}
thead{display:table-header-group}
svg.ladder{max-width:100%;height:auto}
.charts{grid-template-columns:repeat(2,1fr)}
ins,del,.badge,.nothing,.mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""
