"""Wire agencies and distributors, by the names that they sign with."""

from __future__ import annotations

_AGENCIES = (
    "reuters, thomson reuters, ap, associated press, the associated press, afp, agence france-presse,"
    " agence france presse, dpa, upi, united press international, pa, pa media, press association, the"
    " press association, canadian press, the canadian press, cp, la presse canadienne, aap, australian"
    " associated press, pti, press trust of india, ani, ians, uni, united news of india, xinhua, tass,"
    " itar-tass, interfax, ria novosti, sputnik, efe, ansa, adnkronos, agi, lusa, apa, keystone-sda, sda,"
    " ats, anp, belga, ritzau, tt, ntb, stt, pap, ctk, čtk, tasr, mti, agerpres, bta, tanjug, hina,"
    " anadolu, anadolu agency, aa, irna, isna, mehr, wafa, mena, spa, wam, kuna, petra, bernama, antara,"
    " kyodo, jiji, yonhap, cna, vna, nan, news agency of nigeria, gna, kna, sapa, bloomberg, bloomberg"
    " news, dow jones, marketwatch, getty, getty images, prnewswire, pr newswire, business wire,"
    " businesswire, globenewswire, the conversation, inter press service, ips, religion news service,"
    " states newsroom, tribune news service, tns, mcclatchy, nexstar, gannett, agencies, wire services,"
    " wire reports, wires, staff and agencies, 연합뉴스, 新华社, 共同通信, 時事通信"
)
AGENCIES = frozenset(name.strip() for name in _AGENCIES.split(","))
"""In small letters."""


def is_agency(name: str) -> bool:
    """Whether a name is that of a wire agency."""
    return " ".join(name.casefold().split()) in AGENCIES
