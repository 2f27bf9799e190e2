"""What a sentence does not say, though its words do: no open triple may state it."""

from typing import Any

import pytest

from tests.extract.test_triples import triples

WRONG = [
    ("Guards hit two men, not including the cook.", "two men | including | the cook"),
    ("She is not a nurse but a doctor.", "She | is not | a doctor"),
    ("The mayor did not visit Mons but Ghent.", "The mayor | did not visit | Ghent"),
    ("It was not just a win, but a vindication of his plan.", "It | was not | a vindication of his plan"),
    ("It will neither raise taxes nor cut pensions.", "It | will cut | pensions"),
    ("He was arrested in May and told to leave the country.", "He | told to leave | the country"),
    ("The drought has killed cattle, dried up wells and driven up prices.", "cattle | dried up | wells"),
    ("He took a boat instead of a train.", "He | took | a train"),
    ("Rather than pay the fine, the owner closed the quarry.", "the owner | pay | the fine"),
    ("The owner closed the quarry rather than pay the fine.", "The owner | pay | the fine"),
    ("Asked whether she would resign, the minister left the room.", "the minister | Asked | whether she would resign"),
    ("The firm not only hid its losses but also bribed two auditors.", "The firm | not hid | its losses"),
    ("The letter, a copy of which was seen by the judge, accuses the ministry.", "The letter | was seen by | the judge"),
    ("Lawmakers passed the Act of 1916.", "Lawmakers | passed the Act of | 1916"),
    ("The heat is a form of energy.", "The heat | is a form of | energy"),
    ("They took black and white photographs.", "They | took | black photographs"),
    ("He lives in Salta, Argentina.", "Salta | is | Argentina"),
    ("Nobody can use the road.", "Nobody | Nobody can use | the road"),
    ("Norway accused Iran of testing missiles.", "Norway | testing | missiles"),
    ("She said the man who robbed the bank left the town.", "She | said | left the town"),
    ("The mayor thanked the firefighters for saving the school.", "The mayor | saving | the school"),
    ("Mrs Boateng left Chad.", "Boateng | is | Mrs"),
    ("He asked what it looked like.", "it | looked like | what"),
    ("The minister resigned and left the country.", "The minister | resigned | the country"),
    ("He was arrested and deported to Chad.", "He | was arrested to | Chad"),
    ("Their concert was well received and inspired the crowd.", "Their concert | was well received | the crowd"),
    ("It will be used to buy a mine, to repay a loan, and to build a school.", "It | will be used to buy a mine to repay | a loan"),
    ("The mayor, whose party won the election, left Chad.", "whose party | won | the election"),
    ("He praised singers Ama Boateng and Jane Roe.", "Ama Boateng | is | singers"),
    ("The engineer told the court to inspect the bridge.", "The engineer | told | the court | to inspect the bridge"),
    ("The mine was closed; she said the owners had left.", "she | said | The mine was closed"),
    ("The claim that the dam was safe angered the town.", "The claim that the dam was | angered | the town"),
    ("The deal is subject to approval.", "The deal | is | subject | to approval"),
    ("The choir performs at venues such as the Opera.", "The choir | performs at venues such as | such"),
    ("The school was closed when the roof fell.", "The school | was closed | when the roof fell"),
    ("The storm left two people dead.", "The storm | left | dead"),
    ("Pablo Reyes, a sculptor, left Oran.", "Pablo Reyes , a sculptor | left | Oran"),
    ("Buses run daily between Lund and Ystad.", "Buses | run daily between | Lund"),
    ("She married the sculptor Pablo Reyes.", "Pablo Reyes | is | the sculptor Pablo Reyes"),
    ("The road is no longer closed.", "The road | is | closed"),
    ("A native of Ghent, Claes studied law.", "A native of Ghent | studied | law"),
    ("The book was written in Oslo, printed in Lund and banned in Chad.", "Oslo | printed in | Lund"),
    ("He wrote three plays, two of which were staged in Oslo.", "two of which | were staged in | Oslo"),
    ("She persuaded President Kofi Ade of Togo to sign the treaty.", "She | persuaded President Kofi Ade of | Togo"),
    ("Rents rise in May, depending on the weather.", "Rents | depending on | the weather"),
    ("They told her of a cruel and greedy master.", "They | told her of | a greedy master"),
    ("The envoys met Jane Roe in Bergen.", "Jane Roe | is in | Bergen"),
    ("They fled to Mali, Chad and Togo.", "Mali | is in | Chad"),
    ("The army attacked the port but not the town.", "The army | attacked | not the town"),
    ("Voters chose Ama Boateng, not the governor.", "Ama Boateng | is | the governor"),
    ("Mali, not Chad, signed the pact.", "Chad | signed | the pact"),
    ("She flew to Oslo, not to Bergen.", "She | flew to | Oslo | to Bergen"),
    ("The pact was signed by Mali, not by Chad.", "The pact | was signed by | Mali | by Chad"),
    ("He won the race by training at night.", "He | training at | night"),
    ("The novel impressed Ama Boateng and Karl Lund, who praised it.", "Ama Boateng | praised | it"),
    ("He wrote a play and a novel that won a prize.", "a play | won | a prize"),
]


@pytest.mark.parametrize(("sentence", "wrong"), WRONG, ids=[s for s, _ in WRONG])
def test_what_is_not_stated(nlp: Any, sentence: str, wrong: str) -> None:
    found = triples(nlp(sentence))
    assert found
    assert wrong not in found
