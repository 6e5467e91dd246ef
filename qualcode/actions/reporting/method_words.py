"""The words of the method of a report, and of COREQ: in English, Dutch and French."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.saying import Three

METHOD: Mapping[str, Three] = {
    "material": (
        "The material is {transcripts} with {participants} and {words} of participants; {kinds}. What moderators and observers say is read, but counted nowhere.",
        "Het materiaal omvat {transcripts} met {participants} en {words} van deelnemers; {kinds}. Wat moderatoren en observatoren zeggen, is gelezen maar telt nergens mee.",
        "Le matériau comprend {transcripts} avec {participants} et {words} des participants ; {kinds}. Ce que disent les modérateurs et observateurs est lu, mais n'est compté nulle part.",
    ),
    "groups": (
        "Counted as groups are: {kinds}. Where another selection is counted, it stands with the table.",
        "Als groepen tellen: {kinds}. Waar een andere selectie is geteld, staat die bij de tabel.",
        "Sont comptés comme groupes : {kinds}. Lorsqu'une autre sélection est comptée, elle est indiquée avec le tableau.",
    ),
    "counting": (
        "A theme is counted in groups (in which a participant voices it, of those held), in participants (who voice it, of those present, the silent ones too) and in segments (stretches coded). Stretches of one code that overlap count once, and a theme counts what stands under it once. Rates are words coded per 1,000 words of participants, the median of the groups.",
        "Een thema is geteld in groepen (waarin een deelnemer het aanhaalt, van de gehouden groepen), in deelnemers (die het aanhalen, van de aanwezigen, ook wie zweeg) en in fragmenten (gecodeerde stukken tekst). Overlappende stukken van één code tellen één keer, en een thema telt wat eronder staat één keer. Verhoudingen zijn gecodeerde woorden per 1.000 woorden van deelnemers, de mediaan van de groepen.",
        "Un thème est compté en groupes (où un participant l'évoque, sur les groupes tenus), en participants (qui l'évoquent, sur les présents, silencieux compris) et en segments (passages codés). Les passages d'un même code qui se chevauchent comptent une fois, et un thème compte une fois ce qui se trouve sous lui. Les taux sont des mots codés pour 1 000 mots des participants, la médiane des groupes.",
    ),
    "tests": (
        "Groups are the units of comparison. Segments are never tested: those of one speaker are not independent of each other. What so few groups can show at most stands below each comparison; nothing is called significant here.",
        "Groepen zijn de eenheden van vergelijking. Fragmenten worden nooit getoetst: die van één spreker zijn niet onafhankelijk van elkaar. Wat zo weinig groepen hoogstens kunnen aantonen, staat onder elke vergelijking; niets heet hier significant.",
        "Les groupes sont les unités de comparaison. Les segments ne sont jamais testés : ceux d'un même locuteur ne sont pas indépendants. Ce que si peu de groupes peuvent montrer au plus figure sous chaque comparaison ; rien n'est dit significatif ici.",
    ),
    "languages": (
        "The talk is in several languages, which need different numbers of words for the same: across languages, groups and participants are to be read before rates.",
        "Er wordt in verschillende talen gesproken, die voor hetzelfde niet evenveel woorden nodig hebben: over talen heen zijn groepen en deelnemers vóór verhoudingen te lezen.",
        "On parle en plusieurs langues, auxquelles il faut un nombre différent de mots pour dire la même chose : d'une langue à l'autre, lire les groupes et les participants avant les taux.",
    ),
    "layer": (
        "Counted are the codings of the layer {layer}: {codings} by {coders}, {ways}.",
        "Geteld zijn de coderingen van de laag {layer}: {codings} van {coders}, {ways}.",
        "Sont comptés les codages de la couche {layer} : {codings} de {coders}, {ways}.",
    ),
    "manual": ("{n} made by hand", "{n} met de hand gemaakt", "{n} faits à la main"),
    "suggested": (
        "{n} suggested by the program and accepted by a person",
        "{n} door het programma voorgesteld en door een mens aanvaard",
        "{n} suggérés par le programme et acceptés par une personne",
    ),
    "search": ("{n} found by searching for words", "{n} gevonden door op woorden te zoeken", "{n} trouvés par une recherche de mots"),
    "imported": (
        "{n} brought in from elsewhere",
        "{n} van elders overgenomen",
        "{n} repris d'ailleurs",
    ),
    "agreed": (
        "{n} on which all who have coded there agree",
        "{n} waarover allen die er gecodeerd hebben het eens zijn",
        "{n} sur lesquels s'accordent tous ceux qui y ont codé",
    ),
    "adjudicated": (
        "{n} decided on where coders differed",
        "{n} waarover beslist is waar codeurs verschilden",
        "{n} tranchés là où les codeurs différaient",
    ),
    "alone": ("{n} of one coder alone", "{n} van maar één codeur", "{n} d'un seul codeur"),
    "finished": (
        "{coder} has finished {finished} of {all}.",
        "{coder} is klaar met {finished} van {all}.",
        "{coder} a terminé {finished} sur {all}.",
    ),
    "codebook": (
        "The codebook is {id}{version}, as loaded on {day} (sha256 {hash}). {derivation}",
        "Het codeboek is {id}{version}, zoals geladen op {day} (sha256 {hash}). {derivation}",
        "La grille de codage est {id}{version}, telle que chargée le {day} (sha256 {hash}). {derivation}",
    ),
    "version": (", version {version}", ", versie {version}", ", version {version}"),
    "deductive": (
        "No code is said to have come from the material: it is used as a deductive codebook.",
        "Van geen code is gezegd dat ze uit het materiaal kwam: het is gebruikt als een deductief codeboek.",
        "Aucun code n'est dit issu du matériau : la grille est utilisée de manière déductive.",
    ),
    "inductive": (
        "{grown} came with the material, {given} were there from the beginning.",
        "{grown} kwamen er met het materiaal bij, {given} waren er van het begin af.",
        "{grown} sont venus du matériau, {given} étaient là dès le début.",
    ),
    "quotations": (
        "Of each theme{cells} at most {best} were quoted, chosen by rule: what one participant says in 8 to 60 words first, then from the group and the speaker quoted least so far, then with attributes not shown yet, then nearest to 30 words.",
        "Per thema{cells} zijn hoogstens {best} citaten gekozen, volgens vaste regels: eerst wat één deelnemer in 8 tot 60 woorden zegt, dan uit de groep en van de spreker die tot dan het minst geciteerd is, dan met kenmerken die nog niet getoond zijn, dan wat het dichtst bij 30 woorden ligt.",
        "Pour chaque thème{cells}, {best} citations au plus ont été choisies selon des règles : d'abord ce qu'un seul participant dit en 8 à 60 mots, puis dans le groupe et chez le locuteur les moins cités jusque-là, puis avec des attributs non encore montrés, puis au plus près de 30 mots.",
    ),
    "cells": (" and {names}", " en {names}", " et {names}"),
    "software": (
        "Software: qualcode {version}, run on the researchers' own machine, without any network. The study's design has the hash {design}; the project's last change is of {day}, its log holds {changes}.",
        "Software: qualcode {version}, op de eigen machine van de onderzoekers, zonder netwerk. De opzet van de studie heeft de hash {design}; de laatste wijziging aan het project is van {day}, het logboek telt {changes}.",
        "Logiciel : qualcode {version}, sur la machine des chercheurs, sans réseau. Le dispositif de l'étude a l'empreinte {design} ; la dernière modification du projet date du {day}, son journal en compte {changes}.",
    ),
    "no chance": (
        "No figure of this report is drawn by chance, so that no seed is needed: the same project gives the same report.",
        "Geen cijfer in dit verslag berust op toeval, zodat er geen startgetal nodig is: hetzelfde project geeft hetzelfde verslag.",
        "Aucun chiffre de ce rapport n'est tiré au hasard, aucune graine n'est donc nécessaire : le même projet donne le même rapport.",
    ),
    "chance": (
        "Only the intervals of agreement are drawn by chance: {draws} draws with seed {seed}, so that the same project gives the same report.",
        "Alleen de intervallen van de overeenstemming zijn getrokken: {draws} trekkingen met startgetal {seed}, zodat hetzelfde project hetzelfde verslag geeft.",
        "Seuls les intervalles de l'accord sont tirés au hasard : {draws} tirages avec la graine {seed}, de sorte que le même projet donne le même rapport.",
    ),
    "tables": (
        "Every table of this report in full, with rates of each group, is written by: qualcode export tables. The whole codebook: qualcode codebook export.",
        "Elke tabel van dit verslag in haar geheel, met verhoudingen van elke groep, schrijft: qualcode export tables. Het hele codeboek: qualcode codebook export.",
        "Chaque tableau de ce rapport en entier, avec les taux de chaque groupe, s'obtient par : qualcode export tables. La grille entière : qualcode codebook export.",
    ),
}

TOPICS: Mapping[int, Three] = {
    1: ("Interviewer or facilitator", "Interviewer of gespreksleider", "Enquêteur ou animateur"),
    2: ("Credentials", "Kwalificaties", "Titres académiques"),
    3: ("Occupation", "Beroep", "Activité"),
    4: ("Gender", "Geslacht", "Genre"),
    5: ("Experience and training", "Ervaring en opleiding", "Expérience et formation"),
    6: ("Relationship established beforehand", "Relatie vooraf", "Relation antérieure"),
    7: (
        "What participants knew of the interviewer",
        "Wat deelnemers van de interviewer wisten",
        "Ce que les participants savaient de l'enquêteur",
    ),
    8: ("Characteristics of the interviewer", "Kenmerken van de interviewer", "Caractéristiques de l'enquêteur"),
    9: ("Methodological orientation and theory", "Methodologische oriëntatie en theorie", "Orientation méthodologique et théorie"),
    10: ("Sampling", "Steekproef", "Échantillonnage"),
    11: ("Method of approach", "Wijze van benaderen", "Prise de contact"),
    12: ("Sample size", "Omvang van de steekproef", "Taille de l'échantillon"),
    13: ("Non-participation", "Niet-deelname", "Non-participation"),
    14: ("Setting of data collection", "Plaats van de gegevensverzameling", "Cadre de la collecte"),
    15: ("Presence of non-participants", "Aanwezigheid van niet-deelnemers", "Présence de non-participants"),
    16: ("Description of the sample", "Beschrijving van de steekproef", "Description de l'échantillon"),
    17: ("Interview guide", "Gespreksleidraad", "Guide d'entretien"),
    18: ("Repeat interviews", "Herhaalde interviews", "Entretiens répétés"),
    19: ("Audio or visual recording", "Geluids- of beeldopname", "Enregistrement audio ou vidéo"),
    20: ("Field notes", "Veldnotities", "Notes de terrain"),
    21: ("Duration", "Duur", "Durée"),
    22: ("Data saturation", "Verzadiging", "Saturation"),
    23: ("Transcripts returned to participants", "Transcripten teruggelegd aan deelnemers", "Retour des transcriptions aux participants"),
    24: ("Number of coders", "Aantal codeurs", "Nombre de codeurs"),
    25: ("Description of the coding tree", "Beschrijving van de codeboom", "Description de l'arbre de codage"),
    26: ("Derivation of themes", "Herkomst van de thema's", "Origine des thèmes"),
    27: ("Software", "Software", "Logiciel"),
    28: ("Participant checking", "Toetsing door deelnemers", "Vérification par les participants"),
    29: ("Quotations presented", "Citaten", "Citations présentées"),
    30: ("Data and findings consistent", "Samenhang van gegevens en bevindingen", "Cohérence des données et des résultats"),
    31: ("Clarity of major themes", "Duidelijkheid van hoofdthema's", "Clarté des thèmes majeurs"),
    32: ("Clarity of minor themes", "Duidelijkheid van nevenbevindingen", "Clarté des thèmes mineurs"),
}
"""What the 32 items of COREQ are about (Tong, Sainsbury & Craig 2007), in our words."""

COREQ: Mapping[str, Three] = {
    "text": (
        "The items of COREQ (Tong, Sainsbury & Craig 2007) that this project or its authors answer. Answers from the project are to be read through.",
        "De punten van COREQ (Tong, Sainsbury & Craig 2007) waarop dit project of de auteurs antwoorden. Antwoorden uit het project zijn na te lezen.",
        "Les points de COREQ (Tong, Sainsbury & Craig 2007) auxquels ce projet ou ses auteurs répondent. Les réponses du projet sont à relire.",
    ),
    "open": (
        "Open, for the authors to answer (in report.toml, under [coreq]): {items}.",
        "Open, door de auteurs te beantwoorden (in report.toml, onder [coreq]): {items}.",
        "À compléter par les auteurs (dans report.toml, sous [coreq]) : {items}.",
    ),
    "none open": ("No item is open.", "Geen punt staat open.", "Aucun point n'est ouvert."),
    "12": ("{participants} in {transcripts}.", "{participants} in {transcripts}.", "{participants} dans {transcripts}."),
    "15 some": ("Observers who spoke: {n}.", "Observatoren die spraken: {n}.", "Observateurs ayant pris la parole : {n}."),
    "16": ("Participants by {name}: {values}.", "Deelnemers naar {name}: {values}.", "Participants par {name} : {values}."),
    "19": (
        "{timed} of {all} transcripts have the times of a recording.",
        "{timed} van de {all} transcripten hebben tijden van een opname.",
        "{timed} transcriptions sur {all} portent les temps d'un enregistrement.",
    ),
    "21": (
        "From {low} to {high} minutes, in {timed} transcripts with times.",
        "Van {low} tot {high} minuten, in {timed} transcripten met tijden.",
        "De {low} à {high} minutes, pour {timed} transcriptions avec des temps.",
    ),
    "22": (
        "{found} of {all} codes occur in the {groups} groups; the last group, by id, adds {new}. {limit}",
        "{found} van de {all} codes komen voor in de {groups} groepen; de laatste groep, naar id, voegt er {new} toe. {limit}",
        "{found} codes sur {all} apparaissent dans les {groups} groupes ; le dernier groupe, par identifiant, en ajoute {new}. {limit}",
    ),
    "22 coverage": (
        "This is how much of the codebook is covered, not saturation.",
        "Dit is hoeveel van het codeboek gedekt is, geen verzadiging.",
        "C'est la part de la grille qui est couverte, non une saturation.",
    ),
    "24 of several": (
        "{all} in the project; {coders} in the layer {layer}, which is counted.",
        "{all} in het project; {coders} in de laag {layer}, die geteld is.",
        "{all} dans le projet ; {coders} dans la couche {layer}, qui est comptée.",
    ),
    "24": ("{coders} in the layer {layer}.", "{coders} in de laag {layer}.", "{coders} dans la couche {layer}."),
    "25": (
        "{themes} and {codes}: see {part}.",
        "{themes} en {codes}: zie {part}.",
        "{themes} et {codes} : voir {part}.",
    ),
    "27": ("qualcode {version}.", "qualcode {version}.", "qualcode {version}."),
    "28": (
        "{findings} of {all} findings were put to {sessions}: see {part}.",
        "{findings} van {all} bevindingen zijn voorgelegd aan {sessions}: zie {part}.",
        "{findings} constats sur {all} ont été soumis à {sessions} : voir {part}.",
    ),
    "30": (
        "{carried} of {all} findings rest on codings that are named with them.",
        "{carried} van {all} bevindingen steunen op coderingen die erbij genoemd zijn.",
        "{carried} constats sur {all} reposent sur des codages nommés avec eux.",
    ),
    "29": (
        "{quotations} with the label of the speaker: see {part}.",
        "{quotations} met het label van de spreker: zie {part}.",
        "{quotations} avec l'étiquette du locuteur : voir {part}.",
    ),
    "31": (
        "Voiced in at least half of the groups: {themes}.",
        "Aangehaald in minstens de helft van de groepen: {themes}.",
        "Évoqués dans la moitié des groupes au moins : {themes}.",
    ),
    "32": (
        "Voiced in fewer than half of the groups: {themes}.",
        "Aangehaald in minder dan de helft van de groepen: {themes}.",
        "Évoqués dans moins de la moitié des groupes : {themes}.",
    ),
}
