"""Rules of coreference one by one, each with a twin in which it must not hold. `None`: linked with nothing before it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.test_coreference import chains_of, is_right

RULES = [
    # whose a noun is
    ("Karl Falk's wife, Ida, wept in Bergen. Falk said his wife was tired.", "his wife", "Ida"),
    ("Karl Falk's wife wept in Bergen. Nils Olsen said his wife was tired.", "his wife", None),
    ("Karl Moen had two children. His son, Erik Moen, said his father never slept.", "his father", "Karl Moen"),
    ("Karl Moen had two children. His brother, Erik Moen, said his father never slept.", "his father", None),
    ("Stefan and Lukas Auer were tried in Graz. Stefan Auer wept. His brother said nothing.", "His brother", "Lukas"),
    ("Stefan Auer and Lukas Berg were tried in Graz. Stefan Auer wept. His brother said nothing.", "His brother", None),
    ("Samsung sued Huawei in May. Samsung said its rival had lied.", "its rival", "Huawei"),
    ("Samsung sued Huawei and Nokia in May. Samsung said its rival had lied.", "its rival", None),
    ("Nandita Rao saw it first. Her supervisor, Tom Dahl, laughed. He apologised to his student.", "his student", "Nandita Rao"),
    ("Nandita Rao saw it first. Her uncle, Tom Dahl, laughed. He apologised to his student.", "his student", None),
    ("Dean Fisk was jailed. Fisk's mother, Ruth Lane, said her boy was innocent.", "her boy", "Dean Fisk"),
    # possessives
    ("Oman will host talks between Chad and Mali, its foreign minister said.", "its", "Oman"),
    ("Chad accused Mali of lying; Mali says its soldiers were attacked.", "its", "Mali#2"),
    ("A ferry carrying 80 people sank off Zanzibar. Its captain swam ashore.", "Its", "A ferry"),
    ("Ana Ruiz was born to a shepherd and his wife.", "his", "a shepherd"),
    # several
    ("Two regional banks, Alpenbank and Sparkasse Tirol, said they would merge.", "they", "Alpenbank + Sparkasse Tirol"),
    ("Three ministers, Ana Pou, Luis Reyes and Marta Gil, resigned. They gave no reason.", "They", "Ana Pou + Luis Reyes + Marta Gil"),
    ("Three judges heard the case. The judges took an hour.", "The judges", "Three judges"),
    ("Some judges are late. The judges of Lima took an hour.", "The judges", None),
    ("Ivan Kral won the title. In 1990 he met the singer Mia Jurak; the couple married in Split.", "the couple", "Ivan Kral + Mia Jurak"),
    ("Ray Colt and Dean Fisk ran a bakery. They spent it all. A jury heard the case. The judge warned the defendants.",
     "the defendants", "Ray Colt + Dean Fisk"),
    ("Ray Colt ran a bakery. A jury heard the case. The judge warned the defendants.", "the defendants", None),
    ("Ewa Sroka wept. Her sister Magda, a nurse, stayed. The sisters have not spoken since.", "The sisters", "Ewa Sroka + Magda"),
    ("Ewa Sroka wept. Her aunt Magda, a nurse, stayed. The sisters have not spoken since.", "The sisters", None),
    # who is named later
    ("A court in Gdynia jailed a harbour master. Zbigniew Kral took bribes.", "Zbigniew Kral", "a harbour master"),
    ("A court in Gdynia praised a harbour master. Zbigniew Kral, the mayor, took bribes.", "Zbigniew Kral", None),
    ("The foreign minister was late. The talks began at ten. Foreign Minister Ana Holt apologised.", "Ana Holt", "The foreign minister"),
    # nouns
    ("Rovers captain Danny Oakes has left the club.", "the club", "Rovers"),
    ("Rovers have sold Danny Oakes to the club.", "the club", None),
    ("Celtic sacked Brendan Moore in May. The manager wept.", "The manager", "Brendan Moore"),
    ("Celtic praised Brendan Moore in May. The manager wept.", "The manager", None),
    ("Danny Oakes has signed a contract. The 31-year-old defender came in 2011.", "The 31-year-old defender", "Danny Oakes"),
    ("Bethan Howells wept in court. The mother of two hopes to return to work.", "The mother of two", "Bethan Howells"),
    ("Karl Howells wept in court. The mother of two hopes to return to work.", "The mother of two", None),
    ("The council met on Monday. Tom Finch accused the authority of sleeping.", "the authority", "The council"),
    ("Israel and Lebanon met. A Lebanese official said the country would wait.", "the country", "Lebanon"),
    ("A fisherman filmed a squid in May. The animal swam away.", "The animal", "a squid"),
    ("Google bought Fitbit in May. The company makes watches.", "The company", None),
    # pronouns
    ("Norway's army lost a jet. It crashed near Bodo.", "It", "a jet"),
    ("Karl Lund said Ivo Berg was right when he spoke.", "he", "Ivo Berg"),
    ("Peru's army knew it was forbidden to park there.", "it", None),
    ("Hana Kral found a key under a stone and gave it to her aunt.", "it", "a key"),
    ("Hana Kral saw a key under a stone. Her aunt heard it.", "it", None),
    ("A lift full of guests stopped near Graz after its motor failed.", "its", "A lift"),
    ("Prices rose in May. They had fallen since March.", "They", "Prices"),
    ("She keeps two hens in Graz. She calls them her sisters.", "them", "two hens"),
    ("The panel praised its wit. The book is by Greta Kolb.", "its", None),
    ("Tom Lund keeps his boat in Bergen. It is expected to sink soon.", "It", "his boat"),
    ("Bergen keeps a boat. It is expected that it will rain.", "It", None),
    ("Lotnik pilots learned of the cuts from a newspaper. Its owner, Jan Bielik, wept.", "Its", "a newspaper"),
    ("Typhoon Marga tore roofs off in Antwerp. Its governor, Jan Maas, wept.", "Its", "Antwerp"),
    ("Ray Colt was tried with Dean Fisk. Fisk wept. \"I did what Ray told me,\" he said.", "he", "Fisk#2"),
    ("A comet was found in May. The comet is blue. Ana Rao was glad. Karl Dahl pointed a camera at it.", "it", "A comet"),
    ("A comet was found in May. Ana Rao was glad. Karl Dahl pointed a camera at it.", "it", None),
    ("Two of her tenants left in May. They want their money.", "They", "her tenants"),
    ("The fleet is late. The army guards the wrecks. It is small. They rust.", "They", None),
    ("Swissair and Lufthansa had a row over slots. Swissair wants to end the dispute.", "the dispute", "a row"),
    ("Moves against the hostels led to their closure.", "their", None),
    ("Two boats have lost their masts.", "their", "Two boats"),
    ("Guards arrived with a crowd of pilgrims. The army sent 30 nurses. They clean the camp.", "They", None),
    # what bodies have
    ("The cup was given by a foundation in Malmo. Its chairman, Sven Dahl, wept.", "Its", "a foundation"),
    ("The cup was given in Malmo. Its chairman, Sven Dahl, wept.", "Its", None),
    # whose somebody is, by what he did
    ("Florence Adams flew to Kigali. Eric Tully thanked his guest for her patience.", "his guest", "Florence Adams"),
    ("Florence Adams wrote to Kigali. Eric Tully thanked his guest for her patience.", "his guest", None),
    ("Varnes FC have appointed Lena Krall as head coach. Captain Liam Pike welcomed his new boss.", "his new boss", "Lena Krall"),
    ("Varnes FC have interviewed Lena Krall in Oslo. Captain Liam Pike welcomed his new boss.", "his new boss", None),
    ("Lena Krall succeeds Mick Tully in May. Tully wished his successor well.", "his successor", "Lena Krall"),
    ("Lena Krall met Mick Tully in May. Tully wished his successor well.", "his successor", None),
    ("The president dismissed Hugo Rojas in May. The new minister, Pedro Lanz, praised his predecessor.", "his predecessor", "Hugo Rojas"),
    ("The president praised Hugo Rojas in May. The new minister, Pedro Lanz, praised his predecessor.", "his predecessor", None),
    ("Ana Rao said the paper had shrunk under her predecessor. Nils Aro shut two desks.", "Nils Aro", "her predecessor"),
    ("Ana Rao said the paper had shrunk without her husband. Nils Aro shut two desks.", "Nils Aro", None),
    ("The club sacked manager Paulo Dias. The players said they had let their coach down.", "their coach", "Paulo Dias"),
    ("The club praised surgeon Paulo Dias. The players said they had let their coach down.", "their coach", None),
    ("President Omar Sall sacked his interior minister. Awa Fall wept. The president named his aunt Ruth Baker to the post. "
     "The new minister said nothing.", "The new minister", "Ruth Baker"),
    ("President Omar Sall sacked his interior minister. Awa Fall wept. The president met his aunt Ruth Baker in town. "
     "The new minister said nothing.", "The new minister", None),
    ("Chad's trade minister, Anna Saleh, met her Malian counterpart, Omar Keita. He was late. The minister flies to Bonn.",
     "The minister", "Omar Keita"),
    ("Chad's trade minister, Anna Saleh, met her Malian aunt, Ruth Keita. She was late. The minister flies to Bonn.",
     "The minister", "Anna Saleh"),
    # words that the tagger or the recogniser takes for others
    ("Striker Ana Lobo scored as Atletico Lobos beat Real Tandem. Lobos are now third in the table.", "Lobos#2", "Atletico Lobos"),
    ("Norrby United drew with Kalmar Rovers on Sunday. Rovers are now ninth in the league.", "Rovers#2", "Kalmar Rovers"),
    ("Oldby Rovers drew with Kalmar Rovers on Sunday. Rovers are now ninth in the league.", "Rovers#3", None),
    ("The Danish president flew to Tallinn. Prime Minister Kadri Pold met her guest at the airport.", "her guest", "The Danish president"),
    ("A mill burnt down in Ostrow. Iga Zaleska, a student from Poznan, wept. The town has promised help.", "The town", "Ostrow"),
    ("Rein Kask, the minister, will meet Bishop Plamen Iliev and the minister of Chad. He was received by an aide. The chaplain left.",
     "The chaplain", None),
    ("The Courts Service will open in May. Courts are shut in winter.", "Courts#2", None),
    ("The Greens won nine seats. Labour lost. The Greens were glad.", "The Greens#2", "The Greens"),
    ("The general and President Omar Sall have met. They were cadets together.", "They", "The general + Omar Sall"),
    # broadcasters
    ("Ruth Lind told Radio Varna that he had left. The station will play it on Sunday.", "The station", "Radio Varna"),
    ("Ruth Lind told her aunt that he had left. The station will close on Sunday.", "The station", None),
    ("Radio Varna stands beside the fire station. The station will close on Sunday.", "The station", "the fire station"),
    ("Ruth Lind told a local radio station that he had left. It called her a fool.", "It", "a local radio station"),
    ("Ruth Lind met a nurse near a bus station. It called her a fool.", "It", None),
    # towns
    ("A bath was found in Trier. Marek Dolny, a botanist from Brno, drew it. Ana Weiss wept. Karl Lind slept. The city is glad.",
     "The city", "Trier"),
    ("A bath was found in Trier. Marek Dolny, a botanist, drew it in Brno. Ana Weiss wept. Karl Lind slept. The city is glad.",
     "The city", None),
    ("The storm hit the state of Sinaloa and reached Mazatlan. Ana Weiss wept. Karl Lind slept. Ivo Berg ran. The port is closed.",
     "The port", "Mazatlan"),
    ("The president arrived in Tallinn. Ana Weiss flew to Sofia. She wept. He slept. Karl Lind ran. The city is old.", "The city", None),
    ("Ruth Lind lives in Kassel. The city wants a bridge. It has asked the state for money.", "It", "The city"),
    ("Ruth Lind lives in Kassel. The city has a bridge. It has asked the state for money.", "It", None),
    # kinds of names
    ("Kornfeld & Sons was sold. Kornfeld, founded in 1911, owns a mill. Its owner is Ivo Kornfeld.", "Kornfeld#2", "Kornfeld & Sons"),
    ("Kornfeld & Sons was sold to Ivo Kornfeld. Kornfeld, who is 60, wept.", "Kornfeld#3", "Ivo Kornfeld"),
    ("Orlova Foods will buy Kornfeld & Sons, both companies said.", "both companies", "Orlova Foods + Kornfeld & Sons"),
    ("Her publisher, Ilse Brandt, bought it in May. She had read it twice.", "She", "Her publisher"),
    ("Chile recalled its envoy to Peru in May. Its army demanded that Santiago pay.", "Santiago", "Chile"),
    ("Peru recalled its envoy in May. Its army demanded that Santiago pay.", "Santiago", None),
    ("The Taliban seized Kunduz on Friday. They closed the schools.", "They", "Taliban"),
    ("The council seized Kunduz on Friday. They closed the schools.", "They", None),
    ("The Danish toymaker Borka said that its profit had doubled.", "its", "Borka"),
    ("Striker Nadia Benali wept. The 22-year-old Moroccan had slipped.", "The 22-year-old Moroccan", "Nadia Benali"),
    ("Karl Dahl and Nadia Benali wept. The 22-year-old Moroccan had slipped.", "The 22-year-old Moroccan", None),
    ("A poet from Mali has been named director of the festival. Oumou Sangho, 41, wept.", "Oumou Sangho", "A poet"),
    ("A poet from Mali has met the director of the festival. Oumou Sangho, 41, wept.", "Oumou Sangho", None),
    ("Oumou Diarra met Peter Lyle. She invited Ruth Avery. He likes both women.", "both women", "Oumou Diarra + Ruth Avery"),
    # who leads
    ("Ramon Soto is Venezuela's foreign minister. He is close to President Ivo Rangel. The Venezuelan leader is ill.",
     "The Venezuelan leader", "Ivo Rangel"),
    ("Ramon Soto is Venezuela's foreign minister. He is close to Bishop Ivo Rangel. The Venezuelan leader is ill.",
     "The Venezuelan leader", None),
    ("Chile and Peru met in May. The two South American states signed a pact.", "The two South American states", "Chile + Peru"),
    # several by another noun
    ("A lift with 31 tourists stopped in May. The passengers wept.", "The passengers", "31 tourists"),
    ("Two children were treated in Graz. A nurse sang with the kids.", "the kids", "Two children"),
]


@pytest.mark.parametrize(("text", "mention", "expected"), RULES, ids=[f"{mention}: {text[:40]}" for text, mention, _ in RULES])
def test_rule(nlp: Any, text: str, mention: str, expected: str | None) -> None:
    doc, chains = chains_of(nlp, text)
    assert is_right(doc, chains, mention, expected)
