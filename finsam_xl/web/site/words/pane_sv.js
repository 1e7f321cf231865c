/** The words of the pane in Excel, in Swedish. */
export default {
  tab_examine: "Granska",
  tab_population: "Befolkning",
  tab_write: "Skriv plan",

  pane_title: "Finansieringsplan i Excel",
  pane_only_excel: "Den här rutan hör till tillägget i Excel. I webbläsaren öppnar du boken på sidan i stället.",
  pane_to_page: "Till sidan",
  pane_reading: "Läser den öppna boken …",
  pane_read: "Boken är läst.",
  pane_again: "Läs boken igen",
  pane_waits: "Boken kan inte läsas just nu. Ändringarna visas här när det går igen.",
  pane_overtaken: "{place} ändrades i Excel medan planen räknades. Inget är skrivet, och din ändring i cellen står kvar. Gör om den här ändringen om den fortfarande behövs.",
  pane_since: "{place} har ändrats i Excel sedan dess. Det som stod där läggs inte tillbaka.",
  pane_nothing_to_undo: "Rutan har inget att ångra. Det som du skrev i cellerna ångrar du i Excel, med Ctrl+Z.",
  pane_busy: "Excel tar inte emot något just nu. Avsluta cellen som du skriver i, eller dialogrutan som är öppen, och försök igen.",
  pane_locked: "Excel vägrar att skriva i {place}: bladet är skyddat med ett eget lösenord, eller cellen är låst.",

  doing_look: "Läser boken …",
  doing_patch: "Räknar om …",
  doing_examine: "Granskar varje cell …",
  doing_write: "Skriver planen …",

  differ_title: "Excel visar något annat än planen",
  differ_lead: "Lita inte på siffrorna förrän det är utrett. Väntat är vad planen räknar fram av det som är ifyllt.",
  differ_more: "… och {number} till. Granska visar alla.",
  differ_follow: "… och {number} celler som därför visar något annat. Granska visar dem.",
  differ_found: "Excel: {actual}",
  differ_wanted: "Planen: {expected}",
  go_to: "Gå till {place}",

  explain_follow: "Markera en siffra i boken, så förklaras den här.",
  explain_no_figure: "{place} är ingen siffra i planen. Markera en annan cell.",

  examine_lead: "Räknar om allt från det som är ifyllt, och jämför varje formel, värde och namn i den öppna boken.",
  examine: "Granska boken",
  examined: "{formulas} formler och {names} namn är jämförda.",
  examine_follow: "{number} celler visar något annat än planen",
  examine_checks: "Planens egna kontroller",

  population_pane_lead: "Klistra in SCB:s tabell med kommunerna, eller välj filen som du har hämtat. Talen skrivs i kolumnen för sitt datum.",
  population_table: "Klistra in tabellen här",
  population_paste: "Skriv in tabellen",
  population_or: "Eller välj en fil med SCB:s tabell (.xlsx eller .csv).",
  population_written: "Befolkningen är inskriven i {number} celler.",
  population_same: "Boken har redan de talen.",

  write_lead: "Skriver finansieringsplanen som en ny arbetsbok, med rader för nya alternativ och med formlerna på plats. Den öppna boken rörs inte.",
  write_reason: "Anledning till ändringsloggen (frivilligt)",
  write_signature: "Din signatur (frivilligt)",
  write: "Skriv finansieringsplan",
  written: "Planen är skriven och öppnad i ett nytt fönster. Spara den där du vill ha den.",
};
