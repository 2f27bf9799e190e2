"""Open triples on real parses: sentence -> subject | relation | object | further arguments."""

from typing import Any

import pytest

from graphbuilder.api import extract
from graphbuilder.extract.clauses import read_clauses
from graphbuilder.extract.draft_triples import relation_text
from graphbuilder.extract.triples import read_triples
from graphbuilder.model import Factuality


def triples(doc: Any) -> list[str]:
    def text(tokens: tuple[int, ...]) -> str:
        return " ".join(doc[i].text for i in tokens)

    return [
        " | ".join([text(t.subject), relation_text(t, text(t.relation)), text(t.object), *map(text, t.args)])
        for t in read_triples(doc, read_clauses(doc))
    ]


CASES = [
    ("Norway imposed sanctions on Iran.", ["Norway | imposed | sanctions | on Iran"]),
    ("Norway did not impose sanctions.", ["Norway | did not impose | sanctions"]),
    ("Sanctions were imposed by Norway.", ["Sanctions | were imposed by | Norway"]),
    ("Chad and Mali signed the treaty.", ["Chad | signed | the treaty", "Mali | signed | the treaty"]),
    ("The mayor opened a school and a clinic.", ["The mayor | opened | a school", "The mayor | opened | a clinic"]),
    ("She refused to recognise the result.", ["She | refused to recognise | the result"]),
    ("He urged Kenya to stop the talks.", ["He | urged | Kenya", "He | urged Kenya to stop | the talks"]),
    ("He became a judge of the High Court.", ["He | became | a judge of the High Court", "He | became a judge of | the High Court"]),
    ("She taught in Lagos for ten years.", ["She | taught in | Lagos | for ten years"]),
    ("He was born in Salta, Argentina.", ["He | was born in | Salta , Argentina", "He | was born in | Argentina"]),
    ("They built bombs in Bergen, Norway.", ["They | built | bombs | in Bergen , Norway"]),
    ("The bombs were not built in Bergen, Norway.", ["The bombs | were not built in | Bergen , Norway"]),
    ("She flew to Oslo to meet the queen.", ["She | flew to | Oslo", "She | flew to meet | the queen | to Oslo"]),
    ("She did not fly to Oslo to meet the queen.", ["She | did not fly to | Oslo", "She | did not fly to meet | the queen | to Oslo"]),
    ("She was sent to Oslo to meet the queen.", ["She | was sent to | Oslo", "She | was sent to meet | the queen | to Oslo"]),
    ("She may fly to Oslo to meet the queen.", ["She | may fly to | Oslo", "She | may fly to meet | the queen | to Oslo"]),
    ("He refused on Monday to sign the lease.", ["He | refused to sign | the lease | on Monday"]),
    ("The engineer told the court that the bridge was unsafe.", ["The engineer | told | the court | that the bridge was unsafe"]),
    (
        "The engineer did not tell the court that the bridge was unsafe.",
        ["The engineer | did not tell | the court | that the bridge was unsafe"],
    ),
    (
        "The court was told by the engineer that the bridge was unsafe.",
        ["The court | was told that | the bridge was unsafe | by the engineer"],
    ),
    ("They moved to a town where she sells boats.", ["she | sells | boats | a town"]),
    ("They moved to a town where she does not sell boats.", ["she | does not sell | boats | a town"]),
    ("He visited a harbour where the ships were built by prisoners.", ["the ships | were built by | prisoners | a harbour"]),
    ("The mine was closed; she said the owners had left.", ["she | said | the owners had left"]),
    ("The mine was closed; the owners had left, she said.", ["she | said | the owners had left"]),
    ("The buyers, these traders added, could be foreign.", ["these traders | added | The buyers could be foreign"]),
    ("The buyers, no trader said, could be foreign.", ["no trader | said | The buyers could be foreign"]),
    (
        "Prices, he said on Monday, will rise in June.",
        ["he | said | Prices will rise in June | on Monday", "Prices | will rise in | June | he said"],
    ),
    (
        '"The match will be hard," promises the new coach, Mr Ade.',
        ["the new coach | promises | The match will be hard"],
    ),
    (
        "Nurses were only informed of the plan to close the ward on Monday.",
        ["Nurses | were only informed of | the plan to close the ward on Monday"],
    ),
    ("The singer helped a group of monks, who in turn marvel at her voice.", ["monks | marvel at | her voice"]),
    ("The singer helped a group of monks, who in turn do not marvel at her voice.", ["monks | do not marvel at | her voice"]),
    ("He left Rome two days after the vote.", ["He | left | Rome | two days after the vote"]),
    ("He did not leave Rome two days after the vote.", ["He | did not leave | Rome | two days after the vote"]),
    ("The lamb was born just 20 weeks into the pregnancy.", ["The lamb | was born just 20 weeks into | the pregnancy"]),
    ("The firm sells lamps instead of candles.", ["The firm | sells | lamps | instead of candles"]),
    ("He took a boat instead of a train.", ["He | took | a boat | instead of a train"]),
    ("He did not take a boat instead of a train.", ["He | did not take | a boat | instead of a train"]),
    ("The hut was made largely of mud and reed.", ["The hut | was made largely of | mud", "The hut | was made largely of | reed"]),
    ("In the pits, traders buy and sell coal.", ["traders | buy | coal | In the pits", "traders | sell | coal | In the pits"]),
    ("In the pits, traders do not buy or sell coal.", ["traders | do not buy | coal | In the pits"]),
    ("The mayor backed Ada Moro and then Leo Dahl.", ["The mayor | backed | Ada Moro", "The mayor | backed | Leo Dahl"]),
    ("The bill helps people who live alone and funds clinics.", ["The bill | funds | clinics"]),
    ("She has offered her staff a bonus but fears that it will not be enough.", ["She | fears that | it will not be enough"]),
    ("The council has put in place rules on noise.", ["The council | has put | rules | in place | on noise"]),
    ("The guests were not as keen as those who don’t.", ["The guests | were not as keen as | those who do n’t"]),
    ("The firm not only hid its losses but also bribed two auditors.", ["The firm | hid | its losses", "The firm | bribed | two auditors"]),
    ("The firm did not hide its losses but bribed two auditors.", ["The firm | did not hide | its losses"]),
    ("Rescuers pulled a boy alive from the rubble.", ["Rescuers | pulled | a boy alive | from the rubble"]),
    ("He served as consul in Izmir from 1931 to 1935.", ["He | served as | consul | in Izmir | from 1931 | to 1935"]),
    ("Soldiers drove away the young men.", ["Soldiers | drove away | the young men"]),
    ("The young men were not driven away by soldiers.", ["The young men | were not driven away by | soldiers"]),
    ("It was Dr Amara Sesay who first described the disease.", ["Dr Amara Sesay | first described | the disease"]),
    ("It is a club founded in 1905.", ["It | founded in | 1905"]),
    ("The album sold poorly at first.", ["The album | sold | poorly"]),
    (
        "The letter, a copy of which was seen by the judge, accuses the ministry.",
        ["a copy of The letter | was seen by | the judge", "The letter | accuses | the ministry"],
    ),
    ("It will neither raise taxes nor cut pensions.", ["It | will neither raise | taxes", "It | will nor cut | pensions"]),
    ("It will raise taxes and cut pensions.", ["It | will raise | taxes", "It | will cut | pensions"]),
    ("The ministry has yet to say when the schools will reopen.", ["The ministry | has yet to say | when the schools will reopen"]),
    ("He was arrested in May and told to leave the country.", ["He | was told to leave | the country"]),
    ("He was not arrested in May and told his wife.", ["He | told | his wife"]),
    ("The drought has killed cattle, dried up wells and driven up prices.", ["The drought | has dried up | wells"]),
    ("The drought has not killed cattle.", ["The drought | has not killed | cattle"]),
    ("Most of the crew had been swept away.", ["Most of the crew | had been | swept away"]),
    ("The treaty was signed in 1999 but never ratified.", ["The treaty | was signed in | 1999", "The treaty | was never | ratified"]),
    ("The treaty was signed in 1999 and later ratified.", ["The treaty | was | ratified"]),
    ("She is not a nurse or a doctor.", ["She | is not | a nurse", "She | is not | a doctor"]),
    ("It was not just a win, but a vindication of his plan.", ["It | was | a vindication of his plan"]),
    ("He is ill and a danger to others.", ["He | is | ill", "He | is | a danger | to others"]),
    ("He is not ill and a danger to others.", ["He | is not | ill", "He | is not | a danger | to others"]),
    (
        "The mayor praised the mill and a plan to save jobs.",
        ["The mayor | praised | the mill", "The mayor | praised a plan to save | jobs"],
    ),
    ("The bill includes a clause they say could exclude single mothers.", ["a clause | could exclude | single mothers | they say"]),
    ("The senator named an agent who he said had not lied to the court.", ["an agent | had not lied to | the court | he said"]),
    (
        "He became a judge of the High Court in Accra.",
        ["He | became a judge of | the High Court | in Accra", "He | became a judge of the High Court in | Accra"],
    ),
    (
        "The storm damaged two ports, including Lume.",
        ["The storm | damaged | two ports", "two ports | including | Lume"],
    ),
    (
        "The storm did not damage the ports, including Lume and Tarno.",
        ["The storm | did not damage | the ports", "the ports | including | Lume", "the ports | including | Tarno"],
    ),
    (
        "Two ports were damaged by the storm, including Lume.",
        ["Two ports | were damaged by | the storm"],
    ),
    (
        "The storm may damage two ports, including Lume.",
        ["The storm | may damage | two ports", "two ports | including | Lume"],
    ),
    ("Many workers resigned, including the cook.", ["Many workers | including | the cook"]),
    ("The price rose in March, including the tax.", ["The price | rose in | March | including the tax"]),
    ("People who lost their homes received aid.", ["People who lost their homes | received | aid", "People | lost | their homes"]),
    ("People who lost their homes did not receive aid.", ["People who lost their homes | did not receive | aid"]),
    ("Aid was received by people who lost their homes.", ["Aid | was received by | people who lost their homes"]),
    ("The mayor thanked those who stayed.", ["The mayor | thanked | those who stayed"]),
    ("The mayor did not thank those who left.", ["The mayor | did not thank | those who left"]),
    ("She sold boats in a town that was flooded in May.", ["She | sold | boats | in a town that was flooded in May"]),
    ("She sold boats in a town, which was flooded in May.", ["She | sold | boats | in a town"]),
    ("The firms hit by the storm may get a loan.", ["The firms hit by the storm | may get | a loan", "The firms | hit by | the storm"]),
    ("The mayor, who lost her home, received aid.", ["The mayor | received | aid", "The mayor | lost | her home"]),
    ("Ama Boateng, head of research at the bank, left Chad.", ["Ama Boateng | is | head of research at the bank"]),
    ("Ama Boateng, a lawyer and a painter, left Chad.", ["Ama Boateng | is | a lawyer", "Ama Boateng | is | a painter"]),
    ("There is no evidence.", ["There | is | no evidence"]),
    ("The patient did not recover quickly.", ["The patient | did not recover | quickly"]),
    ("The army was not disbanded.", ["The army | was not | disbanded"]),
    ("Oman said that Norway left.", ["Oman | said that | Norway left"]),
    ("She said the man who robbed the bank left the town.", ["She | said | the man who robbed the bank left the town"]),
    (
        "The general stated that the town had fallen and that the army was in retreat.",
        ["The general | stated that | the town had fallen", "The general | stated that | the army was in retreat"],
    ),
    ("The sale helped the firm calm its investors.", ["The sale | helped the firm calm | its investors"]),
    ("Norway wants Iran to stop the tests.", ["Norway | wants Iran to stop | the tests"]),
    ("He was the only officer to visit the island in 1940.", ["He | was the only officer to visit | the island | in 1940"]),
    ("The king made several attempts to regain the throne.", ["The king | made several attempts to regain | the throne"]),
    ("The rocket is capable of destroying tanks.", ["The rocket | is capable of destroying | tanks"]),
    ("Norway accused Iran of testing missiles.", ["Norway | accused Iran of testing | missiles"]),
    ("The mayor was accused of taking bribes.", ["The mayor | was accused of taking | bribes"]),
    ("It is too early to judge the plan.", ["It | is too early to judge | the plan"]),
    (
        "The district provides health and education services to residents.",
        ["The district | provides | health services | to residents", "The district | provides | education services | to residents"],
    ),
    ("It was a neutral, liberal and democratic party.", ["It | was | a neutral , liberal and democratic party"]),
    ("The law applies in respect of taxes, duties and fines.", ["The law | applies in respect of | duties"]),
    (
        "The choir performs at venues such as the Opera, the Arena and the Dome.",
        ["The choir | performs at venues such as | the Arena", "The choir | performs at venues such as | the Dome"],
    ),
    ("The guard woke when the alarm rang.", ["The guard | woke | when the alarm rang"]),
    ("The guard did not wake when the alarm rang.", ["The guard | did not wake | when the alarm rang"]),
    ("She said the guard woke when the alarm rang.", ["the guard | woke | when the alarm rang | She said"]),
    ("The guard could wake when the alarm went off.", ["The guard | could wake | when the alarm went off"]),
    ("The school was closed when the roof fell.", ["The school | was | closed | when the roof fell"]),
    ("She asked how much the firm would invest in the port.", ["the firm | would invest in | the port"]),
    ("The fee depends on what the court says.", ["The fee | depends on | what the court says"]),
    ("The fee does not depend on what the court says.", ["The fee | does not depend on | what the court says"]),
    ("Several years later the bridge was closed.", ["the bridge | was | closed | Several years later"]),
    (
        "Norway imposed sanctions on Iran and tariffs on China.",
        ["Norway | imposed | sanctions | on Iran", "Norway | imposed | tariffs | on China"],
    ),
    ("Kenya sent troops to Chad and doctors to Mali.", ["Kenya | sent | doctors | to Mali"]),
    (
        "She won a prize for chemistry and a medal in Rome.",
        ["She | won | a prize | for chemistry", "She | won | a medal | in Rome"],
    ),
    ("The mayor opened a school and a clinic in Oran.", ["The mayor | opened | a school | in Oran"]),
    ("They made bombs on the outskirts of Leeds.", ["They | made bombs on the outskirts of | Leeds"]),
    ("The club is a team founded in 1905.", ["The club | founded in | 1905"]),
    ("Nobody can use the road.", ["Nobody | can use | the road"]),
    ("In 1881 she was re-elected mayor.", ["she | was re - elected | mayor | In 1881"]),
    ("The state then joined the union.", ["The state | joined | the union"]),
    ("Ama Boateng, the governor, left.", ["Ama Boateng | is | the governor"]),
    ("Former trade minister Ama Boateng left Chad.", ["Ama Boateng | is | Former trade minister"]),
    ("Norway did not arrest author Jane Roe.", ["Jane Roe | is | author", "Norway | did not arrest | author Jane Roe"]),
    ("The flood was caused by attempts to save money.", ["The flood | was caused by | attempts to save money"]),
    ("The plan relies heavily on private donors.", ["The plan | relies heavily on | private donors"]),
    ("Reservists were called back to active duty.", ["Reservists | were called back to | active duty"]),
    ("Reservists were not called back to active duty.", ["Reservists | were not called back to | active duty"]),
    ("The deal is not subject to approval by parliament.", ["The deal | is not subject to | approval | by parliament"]),
    (
        "In March the firm closed its mine and sold its ships.",
        ["the firm | closed | its mine | In March", "the firm | sold | its ships | In March"],
    ),
    ("The mayor, whose party won the election, left Chad.", ["The mayor whose party | won | the election"]),
    (
        "The money would be used to buy a mine, to repay a loan, and to build a school.",
        ["The money | would be used to repay | a loan", "The money | would be used to build | a school"],
    ),
    ("The army crossed and held the river in May.", ["The army | crossed | the river | in May", "The army | held | the river | in May"]),
    ("Rebels were killed and wounded in the attack.", ["Rebels | were killed in | the attack"]),
    ("Police bought and sold guns.", ["Police | bought | guns", "Police | sold | guns"]),
    ("The oil and gas company left Chad.", ["The oil and gas company | left | Chad"]),
    ("The house he lives in is old.", ["he | lives in | The house"]),
    ("She visited Oslo three times.", ["She | visited | Oslo | three times"]),
    ("The mill no longer grinds corn.", ["The mill | no longer grinds | corn"]),
    ("The mill is no longer open to visitors.", ["The mill | is no longer open to | visitors"]),
    ("The road is no longer closed.", ["The road | is no longer | closed"]),
    ("The mill may no longer grind corn.", ["The mill | may no longer grind | corn"]),
    ("Carla Moro (1901-1977) built the dam.", ["Carla Moro | built | the dam"]),
    ("The dam was built by Carla Moro (1901-1977).", ["The dam | was built by | Carla Moro"]),
    ("He sold the barges (and the docks).", ["He | sold | the barges", "He | sold | the docks"]),
    ("She married the sculptor Pablo Reyes.", ["She | married | the sculptor Pablo Reyes", "Pablo Reyes | is | sculptor"]),
    ("The dam was built by the Swiss engineer Max Ammann.", ["The dam | was built by | the Swiss engineer Max Ammann"]),
    (
        "The dam was not built by the Norwegian architect Olaf Lie.",
        ["The dam | was not built by | the Norwegian architect Olaf Lie", "Olaf Lie | is | Norwegian architect"],
    ),
    ("She did not marry the sculptor Pablo Reyes.", ["She | did not marry | the sculptor Pablo Reyes"]),
    ("The shop was founded by the sisters Greta and Lise Holm.", ["The shop | was founded by | the sisters Greta and Lise Holm"]),
    ('The song "Stone Boats" reached number 12.', ["The song Stone Boats | reached | number 12"]),
    (
        "She is a singer of the group The Grey Herons.",
        ["She | is | a singer of the group The Grey Herons", "The Grey Herons | is | the group"],
    ),
    ("The storm left two people dead.", ["The storm | left | two people dead"]),
    ("Tom Reyes called the offer insulting.", ["Tom Reyes | called | the offer insulting"]),
    ("Critics did not call the play dull.", ["Critics | did not call | the play dull"]),
    ("The play was called dull by critics.", ["The play | was called | dull | by critics"]),
    ("Buses run daily between Lund and Ystad.", ["Buses | run daily between | Lund and Ystad"]),
    ("The treaty ended a dispute between Chad and Mali.", ["The treaty | ended | a dispute | between Chad and Mali"]),
    ("The bridge was not closed between March and June.", ["The bridge | was not closed between | March and June"]),
    ("The strike, now in its third week, has cost the port a fortune.", ["The strike | has cost | a fortune | the port"]),
    ("Dahl, 54, joined the bank in 2009.", ["Dahl | joined | the bank | in 2009"]),
    ("They signed it on May 3, 1993, in Oslo.", ["They | signed | it | on May 3 , 1993 | in Oslo"]),
    ("The seeds are eaten by finches and mice.", ["The seeds | are eaten by | finches", "The seeds | are eaten by | mice"]),
    ("The seeds are not eaten by finches or mice.", ["The seeds | are not eaten by | finches", "The seeds | are not eaten by | mice"]),
    ("The group consists of a singer and a drummer.", ["The group | consists of | a singer", "The group | consists of | a drummer"]),
    ("He wrote three plays, two of which were staged in Oslo.", ["two of three plays | were staged in | Oslo"]),
    ("She made two offers, both of which the council rejected.", ["the council | rejected | both of two offers"]),
    ("She was one of the first women to fly a jet.", ["She | was one of the first women to fly | a jet"]),
    ("She was not the first woman to fly a jet.", ["She | was not the first woman to fly | a jet"]),
    ("Dahl is a planner, a careful leader with firm views.", ["Dahl | is | a planner", "Dahl | is | a careful leader | with firm views"]),
    ("Dahl is not a planner, a careful leader.", ["Dahl | is not | a careful leader"]),
    ("The skiers were flown by Air Lift to Selm.", ["The skiers | were flown by | Air Lift | to Selm"]),
    ("The envoy warned Ms Moro of grave losses.", ["The envoy | warned | Ms Moro | of grave losses"]),
    ('"He slept and she was quietly reading," said Moro.', ["Moro | said | she was quietly reading"]),
    (
        "She passed on a number of rare diseases, including asthma.",
        ["She | passed on | a number of rare diseases", "rare diseases | including | asthma"],
    ),
    (
        "Neither the driver nor the two guards were hurt.",
        ["Neither the driver | were | hurt", "Neither the two guards | were | hurt"],
    ),
    ("He lived in a tall and narrow house.", ["He | lived in | a tall and narrow house"]),
    ("Attached to the lease was a drawing of the barn.", ["a drawing of the barn | was Attached to | the lease"]),
    ("Beside the gate stood two guards.", ["two guards | stood Beside | the gate"]),
    ("A native of Ghent, Claes studied law.", ["Claes | is | A native of Ghent", "Claes | studied | law"]),
    ("Envoys in Chad, which has closed two offices, resigned.", ["Chad | has closed | two offices"]),
    (
        "She works at the Lund College in Bergen, Norway.",
        ["the Lund College | is in | Bergen , Norway", "Bergen | is in | Norway"],
    ),
    ("She never worked at the Lund College in Bergen.", ["the Lund College | is in | Bergen"]),
    ("The Kestrel Bank near Lume closed.", ["The Kestrel Bank | is near | Lume"]),
    ("The army attacked not the port but the town.", ["The army | attacked | the town"]),
    ("The army attacked not only the port but also the town.", ["The army | attacked | the port", "The army | attacked | the town"]),
    ("Voters chose the mayor, not the governor.", ["Voters | chose | the mayor"]),
    ("He spoke about pay, not about jobs.", ["He | spoke about | pay"]),
    ("The ore is then crushed into small pieces and washed with salt water.", ["The ore | is washed with | salt water"]),
    ("The envoy was flown to Lume and died in May.", ["The envoy | died in | May"]),
    ('He wrote the song "Paper Boats" in Oslo.', ["He | wrote | the song Paper Boats | in Oslo"]),
    ("The strike hurt the drivers’ case for more pay.", ["The strike | hurt | the drivers ’ case | for more pay"]),
    ("Lund left the Moro Institute for Peace Research in Oslo.", ["the Moro Institute for Peace Research | is in | Oslo"]),
    ("She wrote that, for those who asked, the road was open.", ["She | wrote that | for those who asked , the road was open"]),
    ('She lives in a "quiet" town near Oslo.', ['She | lives in | a " quiet " town | near Oslo']),
    ('It was a "very quiet town," she said.', ["It | was | a very quiet town | she said", "she | said | It was a very quiet town"]),
    (
        "The firm said the mine was safe and would open in May.",
        ["the mine | was | safe | The firm said", "the mine | would open in | May | The firm said"],
    ),
    ("The firm has not said that the mine is safe.", ["the mine | is | safe | The firm has not said"]),
    ("The firm said it would try to open the mine.", ["it | would try to open | the mine | The firm said"]),
    ("The guards hit two men, the clerk said, but the cook fled.", ["The guards | hit | two men | the clerk said"]),
    ("The mayor quoted the clerk as saying guards had hit the cook.", ["guards | had hit | the cook"]),
    ("Lund and Moro said they would leave the club.", ["they | would leave | the club | Lund and Moro said"]),
    ("The firm denied that the mine was safe.", ["the mine | was | safe"]),
    (
        "It was said that the mine had closed two pits.",
        ["It | was said that | the mine had closed two pits", "the mine | had closed | two pits"],
    ),
    ("The gains were more than halved in May.", ["The gains | were more than halved in | May"]),
    ("The mill has all but disappeared from the valley.", ["The mill | has all but disappeared from | the valley"]),
    ("The town was not very quickly closed by police.", ["The town | was not very quickly closed by | police"]),
    ("Such judges are referred to as clerks.", ["Such judges | are referred to as | clerks"]),
    ("The children are not looked after by a nurse.", ["The children | are not looked after by | a nurse"]),
    ("It is up to the judge to close the mine.", ["It | is up to the judge to close | the mine"]),
    ("It is not up to the judge to close the mine.", ["It | is not up to the judge to close | the mine"]),
    ("She left the hall after giving a talk.", ["She | left | the hall | after giving a talk", "She | giving | a talk"]),
    ("She did not leave the hall after giving a talk.", ["She | giving | a talk"]),
    ("Since joining the club, Moro has won two cups.", ["Moro | joining | the club"]),
    ("She thanked the doctors and nurses who treat her.", ["the doctors | treat | her", "nurses | treat | her"]),
    ("He visited Lume and Tarno, which are ports.", ["Lume | are | ports", "Tarno | are | ports"]),
    ("The novel impressed Ama Boateng and Karl Lund, who praised it.", ["Karl Lund | praised | it"]),
    ("She praised the songs and dances he wrote.", ["he | wrote | the songs", "he | wrote | dances"]),
    ("He wrote a play and a novel that won a prize.", ["a novel | won | a prize"]),
    ("The grants and loans that the bank offers are small.", ["the bank | offers | The grants", "the bank | offers | loans"]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[s for s, _ in CASES])
def test_triples(nlp: Any, sentence: str, expected: list[str]) -> None:
    found = triples(nlp(sentence))
    assert [e for e in expected if e not in found] == [], found


def test_passive_subject_is_no_actor(nlp: Any) -> None:
    assert not any(t.startswith("Norway | ") for t in triples(nlp("Sanctions were imposed by Norway.")))


def test_an_infinitive_alone_states_nothing(nlp: Any) -> None:
    assert triples(nlp("The plan to leave Chad failed.")) == []


GRANTED = [
    ("The union's leader, Tom Reyes, will not call the offer fair.", "apposition"),
    ("They demanded the resignation of Mayor Tom Reyes.", "title"),
    ("She may never see the Lund Museum in Oslo.", "place"),
]


@pytest.mark.parametrize(("sentence", "kind"), GRANTED, ids=[s for s, _ in GRANTED])
def test_who_somebody_is_and_where_something_lies_is_taken_for_granted(sentence: str, kind: str) -> None:
    found = [t for t in extract(sentence, published="2023-03-15").triples if t.kind == kind]
    assert found
    assert {t.factuality for t in found} == {Factuality.ASSERTED}
