"""The look of an explanation's page: dark on light, teal is structure, yellow is typed."""

STYLE = """
:root{--ink:#1D2B30;--muted:#56676C;--teal:#0B4F5C;--teal2:#2F7683;--accent:#8A3B6B;
--rule:#DDE4E6;--rule2:#9FB0B4;--input:#FFF8DC;--line:#A8923C}
*{box-sizing:border-box}
body{margin:0 auto;padding:40px 28px;max-width:984px;background:#fff;color:var(--ink);
font:15px/1.4 Calibri,Carlito,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums;
overflow-wrap:anywhere}
header{border-top:3px solid var(--teal);padding-top:14px;margin-bottom:32px}
header p{margin:4px 0;color:var(--muted)}
header .key{margin:6px 0;font-size:36px;line-height:1.2;font-weight:700;color:var(--ink)}
h1{margin:2px 0 0;font-size:24px;line-height:1.25;color:var(--teal)}
h2{margin:32px 0 12px;padding-bottom:4px;font-size:17px;color:var(--teal);
border-bottom:1px solid var(--teal);break-after:avoid}
ol{list-style:none;margin:0;padding:0}
ol ol{margin-left:8px;padding-left:16px;border-left:1px solid var(--rule2)}
ol ol ol ol ol ol ol ol ol{margin-left:0;padding-left:8px}
li{margin:8px 0}
summary{position:relative;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";position:absolute;left:10px;top:13px;border:5px solid transparent;
border-left:7px solid var(--teal);border-right:0}
details[open]>summary::before{transform:rotate(90deg)}
summary:focus-visible,a:focus-visible{outline:2px solid var(--teal2);outline-offset:2px}
.card{display:block;padding:6px 12px 7px 28px;border:1px solid var(--rule);
border-left:3px solid var(--teal);break-inside:avoid}
.card:target{outline:2px solid var(--teal2)}
.input{background:var(--input);border-color:var(--rule) var(--rule) var(--rule) var(--line)}
.constant{border-left-color:var(--rule2)}
.cut{border-style:dashed;border-left-style:solid}
.head{display:flex;gap:4px 16px;justify-content:space-between;flex-wrap:wrap;font-weight:700}
.head>:last-child{margin-left:auto;text-align:right}
.made,.noted,.tag,.above{display:block}
.noted,.tag,.above,.others{color:var(--muted);font-size:13px}
.above{overflow-wrap:anywhere}
details>.above{padding:3px 12px 0 31px}
.open{color:var(--accent);font-weight:700}
a{color:var(--teal2)}
h3{display:inline;margin:0;font-size:15px;color:var(--teal)}
section summary{padding:3px 12px 3px 28px;border-bottom:1px solid var(--rule2)}
section summary::before{top:9px}
section details{margin:12px 0}
table{width:100%;border-collapse:collapse}
td,th{padding:3px 12px 3px 28px;border-bottom:1px solid var(--rule);text-align:left;
font-weight:400;vertical-align:top}
td{padding-left:0;color:var(--muted);font-size:13px;width:240px}
td.said{white-space:normal;text-align:right;color:var(--ink);font-size:inherit;padding-left:12px;
width:200px}
tr{break-inside:avoid}
.others{margin:4px 12px 0 28px}
footer{margin-top:32px;padding-top:8px;border-top:1px solid var(--rule2);
color:var(--muted);font-size:13px}
@media(max-width:600px){body{padding:20px 12px}ol ol{margin-left:2px;padding-left:6px}}
@page{size:A4;margin:18mm}
@media print{body{padding:0;max-width:none;font-size:10.5pt}*{print-color-adjust:exact;
-webkit-print-color-adjust:exact}.noted,.tag,.above,.others,td,footer{font-size:9pt}
details::details-content{content-visibility:visible;height:auto}
summary::before{display:none}}
"""
