"""French, as it is spoken and written in Belgium."""

from __future__ import annotations

NAMES = {"nl": "Frans", "fr": "français", "en": "French"}

STEMMER = "french"
SPACY = "fr"
ENDINGS = ("s x", "ement ation euse ance ence ive elle ee er ez ent ons ant aient ait e", "e")

MODERATORS = frozenset(
    """
    modérateur modératrice moderateur moderatrice animateur animatrice intervieweur intervieweuse interviewer enquêteur enquêtrice enqueteur
    enquetrice chercheur chercheuse facilitateur facilitatrice mod int anim
    """.split()
)

OBSERVERS = frozenset("observateur observatrice rapporteur rapporteuse secrétaire obs".split())

BACKCHANNELS = frozenset(
    """
    oui ouais ouaip ouai mouais oui-oui non nan si hm hmm hmhm mhm mm mmm mmhm mmm-hm mm-hm hum humhum aha ah oh ho o oo euh heu eh ehm
    ben bah beh bin hé hey hein pff pf bof ouf aïe tiens tiens-tiens allez allons enfin voilà voila bon bien ok okay oké d'accord accord
    exact exactement absolument tout-à-fait effectivement évidemment justement certes soit ha haha hihi merci salut chapeau bravo super
    top bref quoi oups yes
    """.split()
)

CONNECTIVES = frozenset("et mais donc car ou que si quand puis alors parce comme lorsque puisque".split())

FUNCTION_WORDS = frozenset(
    """
    le la les un une des du de d' l' au aux et ou où mais donc or ni car que qu' qui quoi dont quand comme si lorsque lorsqu' puisque
    puisqu' parce jusque jusqu' afin tandis alors aussi ainsi je j' tu il elle on nous vous ils elles me m' te t' se s' lui leur leurs
    eux moi toi soi y en ce c' ça cela ceci cet cette ces celui celle ceux celles mon ma mes ton ta tes son sa ses notre nos votre vos à
    dans par pour sur avec sans sous chez vers entre contre depuis pendant avant après devant derrière dès hors selon malgré parmi ne n'
    pas plus jamais rien personne aucun aucune point non oui tout toute tous toutes autre autres même mêmes quel quelle quels quelles
    chaque plusieurs quelque quelques certains certaines certain certaine tel telle tels telles très trop peu beaucoup assez moins
    encore déjà toujours souvent parfois peut-être vraiment bien mal ici là voilà voici maintenant aujourd'hui hier demain ensuite puis
    enfin est sont suis es sommes êtes était étaient étais sera seront serait seraient soit soient été être étant ai as a avons avez ont
    avait avaient avais aura auront aurait auraient ait eu avoir ayant fait fais font faire faisait faut fallait faudrait peut peux
    peuvent pouvait pouvoir pourrait pourraient doit dois doivent devait devoir devrait devraient veut veux veulent voulait vouloir
    voudrais voudrait va vais vas vont allait aller vient viens viennent venir dit dis disent dire disait sais sait savent savoir savait
    vois voit voient voir pense penser crois croit croire trouve trouver mettre prend prendre reste rester parle parler passe passer
    travaille travailler donne donner demande demander essaie essayer chose choses gens monde fois temps jour jours an ans année années
    cas côté façon manière exemple besoin question autour surtout notamment plutôt quasi quelqu'un quelqu' quoiqu' quoique presque
    seulement simplement justement évidemment effectivement finalement actuellement ouais euh hein ben beh grand grande petit petite bon
    bonne premier première nouveau nouvelle dernier dernière merci monsieur madame deux trois quatre cinq six sept huit neuf dix douze vingt trente quarante cinquante soixante septante nonante cent mille deuxième troisième lundi mardi mercredi jeudi vendredi
    samedi dimanche matin soir après-midi heure heures semaine semaines mois bonjour bonsoir pardon désolé désolée excusez plaît vrai
    vraie faux sûr sûre important difficile facile possible nécessaire jeune jeunes vieux vieille long longue court haut haute fort
    forte faible clair claire différents différentes nombre environ quelquefois d'abord pourtant cependant toutefois sinon ailleurs
    dedans dehors dessus dessous aider aide aidé chercher cherche amener appelle appeler appelé attend attendre attendez arrive arriver
    arrivé arrivent commence commencer commencé arrête arrêter tient tenir garde garder vit vivre habite raconte raconter mettent mis
    mise pris prise donné parlé travaillé trouvé demandé laissé connaît connaître connaissent comprend comprendre comprends sent sentir
    voulais pouvais devais savais marche marcher essayé passé resté sorti celui-ci celle-là lequel laquelle lesquels lesquelles auquel
    duquel desquels soi-même eux-mêmes travail service services maison rue juge prison hôpital enfant enfants parents famille ami amis
    vie aucunement
    """.split()
)
