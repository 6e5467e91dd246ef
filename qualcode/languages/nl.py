"""Dutch, as it is spoken and written in Belgium."""

from __future__ import annotations

NAMES = {"nl": "Nederlands", "fr": "néerlandais", "en": "Dutch"}

STEMMER = "dutch_porter"
SPACY = "nl"
ENDINGS = ("s", "heden heid tje je ingen ing en e", "t d")
JOINTS = ("", "s", "e", "en", "er", "n")

MODERATORS = frozenset(
    """
    moderator moderatrice moderatoren gespreksleider gespreksleidster interviewer interviewster onderzoeker onderzoekster facilitator int mod
    """.split()
)

OBSERVERS = frozenset("observator observatrice waarnemer verslaggever verslaggeefster notulist notuliste obs".split())

BACKCHANNELS = frozenset(
    """
    ja jaja jaa jawel jep yep yes nee neen neenee nene hm hmm hmhm mhm mm mmm mmhm mmm-hm mm-hm mja uhu uhuh aha ah ach oh och o oo ow
    euh eh ehm uh uhm em hé hè he hee hey hei goh tja tjah bah pff pf poeh oef oei amai allez allee alé allei enfin voilà voila bon
    soit ok oké oke okay okee okido kay goed juist klopt inderdaad precies absoluut natuurlijk tuurlijk ha haha hihi jongens santé merci
    salut chapeau bravo super top
    """.split()
)

CONNECTIVES = frozenset("en maar dus want of omdat als dan toen terwijl zodat".split())

FUNCTION_WORDS = frozenset(
    """
    de het een één éen éénmaal vóór dé hét wél zó níet ís dát en van in is dat dit die deze op te zijn met voor niet aan er om ook als dan maar bij nog naar uit door over tot ze zij
    hij je jij we wij ik me mij u uw ge gij gijle jullie zich hem haar hun hen mijn jouw ons onze men iemand niemand iets niets wat wie
    waar wanneer hoe waarom welke welk wiens want omdat doordat zodat terwijl hoewel tenzij indien dus of ofwel noch toen nu nou zo zo'n
    zulke zulk heel zeer veel weinig meer meest minder alle alles al allemaal elk elke ieder iedere iedereen enkele sommige beide ander
    andere anderen wel geen toch even eens ooit nooit altijd soms vaak meestal misschien gewoon eigenlijk eerst daarna daar daarom
    daarvoor daarmee daarin daaraan daarop daarover daarbij daarnaast hier hierbij hiervoor eraan erbij ervan erop erover ermee ervoor
    erin eruit waarin waarbij waarop waarvan waarmee waardoor waarover waarvoor tegen tussen onder boven achter zonder binnen buiten
    tijdens volgens sinds sedert wegens vanuit vanaf via ten ter der naast rond omtrent inzake ben bent was waren geweest heb hebt
    heeft hebben had hadden gehad word wordt worden werd werden geworden zal zult zullen zou zouden kan kun kunt kunnen kon konden mag
    mogen mocht mochten moet moeten moest moesten wil wilt willen wilde wou ga gaat gaan ging gingen gegaan doe doet doen deed deden
    gedaan kom komt komen kwam kwamen gekomen zeg zegt zeggen zei gezegd zie ziet zien zag gezien weet weten wist wisten denk denkt
    denken dacht vind vindt vinden vond vonden krijg krijgt krijgen kreeg kregen blijft blijven bleef laat laten staat staan stond zit
    zitten zat ligt liggen lag maakt maken gemaakt hoort horen neemt nemen geeft geven werkt werken praat praten spreekt spreken
    probeert proberen ja nee neen zelf zelfs samen echt goed beter best slecht groot grote nieuw nieuwe eigen laatste eerste mensen jaar
    dag keer ding dingen beetje zaak zaken vraag manier terug weer opnieuw verder vooral bijvoorbeeld natuurlijk inderdaad precies
    helemaal dikwijls vroeger later straks meteen onmiddellijk steeds toe mee af weg heen da wa nie ni ne nen nen' 'n 't 'k 's m'n z'n
    d'r da's 'm dees den zoiets ergens nergens overal hoeveel tijdje efkes effe efkens keertje alleen pas net reeds zowel twee drie vier
    vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig honderd duizend tweede derde maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag vandaag morgen gisteren avond uur week weken maand maanden dagen jaren goeiemorgen goedemorgen
    goeiemiddag goedemiddag goeiedag goeienavond goedenavond dank bedankt dankjewel dankuwel alstublieft sorry excuseer hallo mijnheer
    meneer mevrouw klopt juist mogelijk moeilijk makkelijk gemakkelijk nodig belangrijk zeker erg leuk jong oud oude jonge lang lange
    kort korte hoog laag klein kleine sterk zwak eerlijk duidelijk verschillende aantal bijna ongeveer ongetwijfeld tenslotte
    uiteindelijk voortdurend tegelijk intussen ondertussen achteraf vooraf vandaar helpen helpt geholpen zoeken zoekt brengt brengen
    gebracht vraagt vragen gevraagd belt bellen wacht wachten blijf lukt lukken gebeurt gebeuren gebeurde begint beginnen begon stopt
    stoppen houdt houden hield leeft leven woont wonen vertelt vertellen gezet gesproken gewerkt genomen gegeven gekregen gevonden
    gebleven gebruikt gebruiken kent kennen kende heet heten noemt noemen hoeft hoeven durft durven snapt snappen begrijp begrijpt
    begrijpen voelt voelen bedoel bedoelt betekent loopt lopen liep iemands zichzelf elkaar mekaar hetzelfde dezelfde zelfde hierover
    daartegen waarna waaruit waartoe samenwerking hulpverlening hulpverlener justitie gevangenis rechter ziekenhuis thuis huis kind
    kinderen ouders vriend vrienden
    """.split()
)
