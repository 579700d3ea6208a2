"""Which words of a language carry no content?

Closed classes only: articles, pronouns, prepositions, conjunctions, auxiliaries, particles and question
words, compiled by hand from the grammars. A word that can name a thing is not here, however frequent. All
entries are folded as `index.analyzer` folds words; an apostrophe is dropped ("don't" is "dont").
"""

from __future__ import annotations

from functools import cache

from index.folding import fold, plain

__all__ = ["stopwords"]

_WORDS = {
    "id": """
        apa apakah apaan siapa siapakah kapan kapankah bila bilamana mana manakah dimana dimanakah kemana
        kemanakah darimana berapa berapakah bagaimana bagaimanakah gimana mengapa mengapakah kenapa
        kenapakah apabila apalagi yang yg dan atau serta maupun ataupun tetapi tapi namun melainkan
        sedangkan padahal meski meskipun walau walaupun biarpun kendati karena sebab lantaran jika kalau
        jikalau andai seandainya asal asalkan agar supaya sehingga hingga sampai maka bahwa bahwasanya
        ketika saat sewaktu selagi sambil seraya selama sejak semenjak sebelum setelah sesudah usai
        sementara seperti bagai bagaikan sebagai sebagaimana ibarat daripada dari di ke pada kepada dengan
        dgn dalam oleh untuk utk bagi demi guna antara tentang mengenai terhadap soal perihal tanpa kecuali
        selain menurut melalui lewat terkait akibat bersama atas bawah seputar sekitar ini itu tersebut tsb
        sini situ sana begini begitu demikian inilah itulah yakni yaitu adalah ialah merupakan saya aku ku
        kamu kau mu anda kalian dia ia nya beliau kita kami mereka dirinya diri ada tidak tak tiada bukan
        bukanlah jangan belum sudah telah sedang akan bakal masih pernah bisa dapat boleh harus mesti perlu
        ingin mau hendak mampu jadi menjadi hanya cuma saja aja pun lah kah tah juga lagi pula sangat amat
        sekali terlalu paling lebih kurang agak cukup hampir sering selalu kadang mungkin tentu pasti memang
        justru bahkan malah sekadar hal para sang si kaum setiap tiap masing semua seluruh segala sebuah
        seorang seekor suatu sesuatu beberapa banyak sedikit salah lain lainnya sendiri sama antar dll dsb
        dst dkk oh ya nah kok sih dong deh lalu kemudian lantas nanti kini sekarang tadi tolong mohon
        sebutkan jelaskan ceritakan carikan tuliskan
        """,
    "en": """
        a an the this that these those some any each every either neither no both all such own same other
        another i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
        himself she her hers herself it its itself they them their theirs themselves one ones who whom whose
        which what whatever whichever whoever whomever when whenever where wherever why how however there
        here am is are was were be been being do does did doing done have has had having will would shall
        should can could may might must ought need dare used let lets and or but nor so yet if then else
        because as until while although though unless since whereas whether than of at by for with about
        against between among into through during before after above below to from up down in out on off
        over under upon onto within without along across behind beyond toward towards via per again further
        once not only just too very also even still ever never more most much many few less least dont
        doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt cant cannot couldnt shouldnt
        mustnt im youre hes shes theyre ive youve weve theyve id youd hed shed theyd ill youll hell shell
        theyll thats whats whos wheres whens whys hows theres heres ok oh yes please tell
        """,
    "es": """
        el la los las lo un una unos unas y e o u ni que qué quien quién quienes quiénes cual cuál cuales
        cuáles cuando cuándo donde dónde como cómo cuanto cuánto cuanta cuánta cuantos cuántos cuantas
        cuántas por porque para de del a al en con sin sobre entre hasta desde hacia según durante ante bajo
        contra tras se me te nos os le les mi mis tu tus su sus nuestro nuestra este esta estos estas ese
        esa esos esas aquel aquella eso esto yo él ella ellos ellas usted ustedes nosotros ser es son era
        eran fue fueron sea sido siendo está están estaba estaban estado estar ha han había habían haber hay
        hubo he hemos tiene tienen tenía no sí si más menos muy ya también pero sino aunque pues entonces
        otro otra otros otras mismo misma todo toda todos todas cada alguno alguna algunos algunas
        """,
    "de": """
        der die das den dem des ein eine einer eines einem einen kein keine keiner keinem keinen und oder
        aber denn sondern doch wer wen wem wessen was welche welcher welches welchen welchem wann wo woher
        wohin wie wieviel wieviele warum weshalb wieso womit wodurch wofür worin woran in im an am auf aus
        bei beim mit nach von vom zu zum zur über unter vor für durch gegen ohne um bis seit während wegen
        ich du er sie es wir ihr mich dich sich uns euch ihm ihn ihnen mein dein sein seine seiner seinem
        seinen ihre ihrer ihrem ihren unser dieser diese dieses diesem diesen jener jene jenes ist sind war
        waren bin bist wird werden wurde wurden worden hat haben hatte hatten habe gewesen kann können
        konnte konnten soll sollen sollte muss müssen musste darf nicht nur auch noch schon sehr mehr als
        wenn weil dass ob da dort hier so zwischen man alle jeder jede
        """,
    "fr": """
        le la les l un une des du de d et ou mais ni car donc or que qu qui quoi dont où quand comment
        pourquoi combien quel quelle quels quelles lequel laquelle lesquels lesquelles à au aux en dans par
        pour sur sous avec sans entre vers chez depuis pendant contre selon je j tu il elle on nous vous ils
        elles me m te t se s lui leur leurs y mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet
        cette ces cela ça est sont était étaient être été fut furent suis sera seront a ai as ont avait
        avaient avoir eu eut ne n pas plus moins très aussi si même tout toute tous toutes autre autres
        comme
        """,
    "pt": """
        o a os as um uma uns umas e ou mas nem que quê quem qual quais quando onde como quanto quanta
        quantos quantas porque por para pelo pela pelos pelas de do da dos das em no na nos nas num numa com
        sem sobre entre até desde ao aos à às se me te lhe lhes eu ele ela eles elas nós você vocês meu
        minha seu sua seus suas este esta estes estas esse essa esses essas aquele aquela isso isto ser é
        são era eram foi foram sido sendo está estão estava estar há havia ter tem têm tinha não sim mais
        menos muito já também outro outra outros outras mesmo todo toda todos todas cada
        """,
    "it": """
        il lo la i gli le l un uno una e ed o ma né che chi cosa cui quale quali quando dove come quanto
        quanta quanti quante perché di del dello della dei degli delle a al allo alla ai agli alle da dal
        dalla dai dagli dalle in nel nella nei nelle con su sul sulla sui sulle per tra fra io tu lui lei
        noi voi loro mi ti si ci vi ne mio mia suo sua suoi sue questo questa questi queste quello quella
        quelli quelle essere è sono era erano fu furono stato stata stati state ha hanno aveva avevano avere
        ho non più meno molto già anche se altro altra altri altre stesso stessa tutto tutta tutti tutte
        ogni
        """,
    "nl": """
        de het een en of maar want dus wie wat welke welk wanneer waar hoe hoeveel waarom waarmee wiens in
        op aan uit bij met naar van voor door tegen zonder om tot sinds tijdens over onder tussen te ik jij
        je hij zij ze wij we jullie u mij me hem haar ons hen hun mijn jouw zijn onze deze dit die dat er is
        was waren ben wordt worden werd werden heeft hebben had hadden kan kunnen kon zal zullen zou moet
        niet geen ook nog al zeer meer als dan omdat alle elke
        """,
    "tr": """
        ve veya ya da de ki mi mı mu mü ne neden niçin niye nasıl nerede nereye nereden kim kimin kime kimi
        kimler hangi hangisi kaç kadar zaman bu şu o bunlar şunlar onlar ben sen biz siz beni seni onu bizi
        sizi onun bir her bazı tüm bütün çok az daha en ile için gibi göre sonra önce değil var yok olan
        olarak oldu olduğu olduğunu olmuştur idi ise dir tir nedir kimdir hem ama fakat ancak çünkü eğer
        """,
    "vi": """
        gì nào ai đâu khi sao bao nhiêu mấy thế vì của và hoặc hay nhưng mà là được bị có không đã đang sẽ
        các những một cái con chiếc này kia đó ấy ở tại trong ngoài trên dưới với cho từ đến về theo để bởi
        do như rất cũng còn chỉ thì nó họ tôi chúng ta ông bà người nếu
        """,
    "ro": """
        un o unei unui unor al a ai ale cel cea cei cele și sau dar nici că ce cine cui care cărui cărei
        când unde cum cât câtă câți câte de la în din pe cu fără pentru prin sub despre între până spre după
        ca să se îi îl îmi el ea ei ele eu tu noi voi lui lor său sa săi sale acest această acești aceste
        acel acea este sunt era erau fost fi fiind au are avea nu mai foarte tot toate toți
        """,
}


@cache
def stopwords(language: str) -> frozenset[str]:
    """The stop words of a language (ISO 639-1), question words included; empty for one not listed.

    Folded, except for Vietnamese, where a word without its tone marks is another word.
    """
    spell = plain if language == "vi" else fold
    return frozenset(spell(word) for word in _WORDS.get(language, "").split())
