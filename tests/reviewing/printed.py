"""The numbers of the two printed plans, typed as tables; labels are short and our own."""

PLAN_2022 = """\
Plan 2022–2024

AKTIV KRAFT samt PULS
Antal deltagare Förbundsmedel, tkr
BOLLEBYGD          30 650
BORÅS                    310 6050
HERRLJUNGA       30 650
MARK                     110 2370
SVENLJUNGA       34 750
TRANEMO             36 800
ULRICEHAMN     74 1650
VÅRGÅRDA         36 800
Summering inkl JMT (135´) 660 13855

GEMENSAMT
Antal deltagare Förbundsmedel, tkr
Gröna Vägen Framåt 70 2000
Studiesteget  30  700
MOVES  10 Projektmedel
Män i hälsa 20 Projektmedel

STYRNING, LEDNING & ADMINISTRATION Tkr
Styrelse 180
Kansli 1400
Projektledning 1110
Ekonomi och revision 160
Summa tkr (alternativt 2277)  2850

SAMMANSTÄLLNING  Förbundsmedel, tkr
Bollebygd   650
Borås 8750
Herrljunga   650
Mark  2370
Svenljunga  750
Tranemo  800
Ulricehamn  1650
Vårgårda  800
Gemensamt (JMT) 135
Strukturövergripande 200
Overhead 2850
SUMMA Kostnader

19605*
* kostnader
överstiger intäkter med 573tkr

Medlem, andel Finansieringsbudget, tkr 2021 2022 2023
0,25 Försäkringskassa 4516 5000 5000
0,25 Arbetsförmedling 4516 5000 5000
0,25 VG-region 5000 5000 5000
 0,25 Kommuner
Bollebygd 0,04 211 211 211
Borås 0,5 2504 2504 2504
Herrljunga 0,04   208 208 208
Mark 0,16 770 770 770
Svenljunga 0,05   236 236 236
Tranemo 0,05 261 261 261
Ulricehamn 0,11 544 544 544
Vårgårda 0,05 266 266 266
Medlemmar,  Summa 19032 20 000 20 000
"""

PLAN_2026 = """\
Plan 2026–2028

AKTIV KRAFT samt PULS
Antal deltagare Förbundsmedel, tkr
BOLLEBYGD 24 610
BORÅS 242 6340
HERRLJUNGA 24 610
MARK 85 2225
SVENLJUNGA 27 705
TRANEMO 29 750
ULRICEHAMN 60 1550
VÅRGÅRDA 29 750
Summering 520 13540

STYRNING, LEDNING & ADMINISTRATION Tkr
Styrelse        280
Kansli 2280
Ekonomi och revision          195
Summa tkr  2755

SAMMANSTÄLLNING  Förbundsmedel, tkr
Bollebygd   610
Borås 8175
Herrljunga   610
Mark  2225
Svenljunga  705
Tranemo  750
Ulricehamn  1550
Vårgårda  750
Strukturövergripande 250
Overhead 2755
SUMMA Kostnader, med 834tkr minskning eget kapital   18 380

Medlem, andel Finansieringsbudget, tkr 2025  2026 2027 2028
0,25 Försäkringskassa 4417,5  4386,5 5000 5000
0,25 Arbetsförmedling 4417,5  4386,5 5000 5000
0,25 VG-region 4417,5  4386,5 5000 5000
 0,25 Kommuner
Bollebygd 0,04 187,9  187,17 212 212
Borås 0,5 2210,4  2196,58 2499 2495
Herrljunga 0,04   181,8  181,76 207 207
Mark 0,16 679,4  673,40 769 772
Svenljunga 0,05   206,8  204,09 235 237
Tranemo 0,05 228,2  227,37 260 262
Ulricehamn 0,11 482,8  477,46 549 547
Vårgårda 0,05 240,2  238,69 269 268
Medlemmar  Summa 17670   17546 20 000 20 000
"""
