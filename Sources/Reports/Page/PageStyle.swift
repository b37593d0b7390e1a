import Figures

/// How the page looks: on screens wide and narrow, light and dark, and on paper.
enum PageStyle {
  /// The rules, for a `style` element.
  static let rules = """
    :root{color-scheme:light dark;\(FigureStyle.variables(isDark: false))--wash:#f4f6f8;--good:#00734f;--bad:#a83a00}
    @media screen and (prefers-color-scheme:dark){:root{\(FigureStyle.variables(isDark: true))--wash:#1e2329;--good:#4fd1a5;--bad:#f5a06e}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
    main,header{max-width:70rem;margin:0 auto;padding:0 1rem}
    header{padding-top:1.6rem}
    h1{font-size:1.7rem;line-height:1.2;margin:0 0 .4rem;overflow-wrap:anywhere}
    h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-top:.4rem;border-top:1px solid var(--rule)}
    h3{font-size:1.02rem;margin:1.4rem 0 .4rem}
    p{margin:.5rem 0;max-width:46rem}
    .lead,.note,figcaption{color:var(--muted)}
    .note,figcaption{font-size:.875rem;line-height:1.45}
    .note ul{margin:.3rem 0;padding-left:1.1rem;max-width:46rem}
    a{color:var(--k0)}
    nav{margin:1rem 0 0;font-size:.9rem}
    nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem}
    .verdicts{list-style:none;margin:.6rem 0;padding:0;display:grid;gap:.6rem}
    .verdicts li{background:var(--wash);border-left:4px solid var(--muted);padding:.55rem .8rem;max-width:48rem;break-inside:avoid}
    .verdicts li.good{border-color:var(--good)}.verdicts li.bad{border-color:var(--bad)}
    .verdicts b.say{display:block}.verdicts .note{display:block;color:var(--muted);margin-top:.2rem}
    .warn{background:var(--wash);border-left:4px solid var(--bad);padding:.5rem .8rem;max-width:48rem}
    .warn+.warn,p+.warn{margin-top:.6rem}.warn ul{margin:.2rem 0;padding-left:1.2rem}
    .how{white-space:normal;min-width:9.5rem;max-width:34rem}.how small{display:block;color:var(--muted);font-size:.9em;line-height:1.35;padding-bottom:.1rem}
    .wide{overflow-x:auto;margin:.7rem 0}
    table{border-collapse:collapse;font-size:.9rem}
    th,td{padding:.28rem .7rem .28rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--rule);font-weight:400}
    thead th{color:var(--muted);font-size:.82rem;vertical-align:bottom}
    th.n,td.n{text-align:right;padding:.28rem 0 .28rem .7rem;font-variant-numeric:tabular-nums;white-space:nowrap}
    td.facts{overflow-wrap:anywhere}
    thead th.n{white-space:normal}
    th[scope=row]{white-space:nowrap}
    .best{font-weight:700}.second{text-decoration:underline;text-underline-offset:2px}
    .sd{color:var(--muted);font-size:.85em}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.2rem 2rem;align-items:start}
    figure{margin:.6rem 0;min-width:0;max-width:34rem;break-inside:avoid}
    .fig{display:block;width:100%;height:auto}
    figcaption{margin-top:.35rem}
    details{margin:.7rem 0}
    summary{cursor:pointer;color:var(--k0)}
    pre{background:var(--wash);padding:.7rem;overflow-x:auto;font-size:.8rem;line-height:1.4}
    footer{margin:3rem 0 2rem;color:var(--muted);font-size:.85rem}
    @media screen and (max-width:30rem){body{font-size:15px}h1{font-size:1.4rem}}
    @media screen and (max-width:48rem){th[scope=row]{white-space:normal;overflow-wrap:break-word;min-width:6.5rem;max-width:8.5rem;position:sticky;left:0;background:var(--paper)}}
    @media print{\(paper)}
    \(FigureStyle.pageRules)
    """

  /// What differs on paper: nothing is collapsed or cut, and only long tables are torn apart.
  private static let paper = """
    @page{margin:14mm 13mm}
    body{font-size:10pt}.note,figcaption{font-size:8.5pt}
    main,header{max-width:none;padding:0}nav{display:none}
    h2,h3,summary,section>p:has(+.figures){break-after:avoid}
    .figures{grid-template-columns:1fr 1fr}
    figure{max-width:9cm}.fig{max-height:22cm}
    .warn{break-inside:avoid}tr{break-inside:avoid}thead{display:table-header-group}
    details::details-content{content-visibility:visible;display:block;height:auto}
    summary{list-style:none;color:inherit;font-weight:600}
    .wide{overflow:visible;break-inside:avoid}.wide.long{break-inside:auto}table{font-size:7.5pt}thead th{font-size:7pt}th.n,td.n{padding-left:.45rem}
    th[scope=row]{white-space:normal}.how{min-width:7rem}
    pre{white-space:pre-wrap;overflow-wrap:anywhere}pre.long{columns:2;font-size:6.5pt;line-height:1.3}
    """
}
