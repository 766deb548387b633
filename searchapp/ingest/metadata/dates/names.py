"""The words of dates in the languages of Europe and some others: months, weekdays, and what stands around a date.

Words only, folded by `folded`: no accents, no capitals. A word that two languages use for different months is in
neither's row.
"""

from __future__ import annotations

import unicodedata

_MONTHS = {
    "English": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep"
    " october/oct november/nov december/dec",
    "French": "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août septembre octobre novembre"
    " décembre/déc",
    "German": "januar/jänner/jän februar/feber märz/maerz/mär/mrz april mai juni juli august september oktober/okt"
    " november dezember/dez",
    "Spanish": "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre"
    " noviembre diciembre/dic",
    "Portuguese": "janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro/set outubro/out novembro"
    " dezembro/dez",
    "Italian": "gennaio/gen febbraio/febbr marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/sett/set"
    " ottobre/ott novembre dicembre",
    "Catalan": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre/des",
    "Dutch": "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    "Swedish": "januari februari mars april maj juni juli augusti september oktober november december",
    "Danish": "januar februar marts april maj juni juli august september oktober november december",
    "Norwegian": "januar februar mars april mai juni juli august september oktober november desember/des",
    "Finnish": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu"
    " toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu"
    " lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
    "Icelandic": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "Polish": "stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj"
    " czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz"
    " października/październik/paź listopada/lis grudnia/grudzień/gru",
    "Czech": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec"
    " srpna/srpen září října/říjen listopadu prosince/prosinec",
    "Slovak": "januára február/februára marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta septembra"
    " októbra/október novembra decembra",
    "Slovene": "januarja februarja marca/marec aprila maja/maj junija/junij julija/julij avgusta/avgust septembra"
    " oktobra novembra decembra",
    "Hungarian": "január február/febr március/márc április/ápr május/máj június/jún július/júl augusztus"
    " szeptember/szept október november december",
    "Romanian": "ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie"
    " noiembrie/noi decembrie",
    "Turkish": "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki"
    " kasım/kas aralık/ara",
    "Russian": "января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн"
    " июля/июль/июл августа/август/авг сентября/сентябрь/сент/сен октября/октябрь/окт ноября/ноябрь/нояб/ноя"
    " декабря/декабрь/дек",
    "Ukrainian": "січня/січ лютого/лют березня/бер квітня/квіт/кві травня/трав/тра червня/черв/чер липня/лип"
    " серпня/серп/сер вересня/вер жовтня/жовт/жов листопада/лист грудня/груд/гру",
    "Bulgarian": "януари февруари/февр март април май юни юли август септември/септ октомври ноември декември",
    "Greek": "Ιανουαρίου/Ιαν Φεβρουαρίου/Φεβ Μαρτίου/Μαρ Απριλίου/Απρ Μαΐου/Μαι Ιουνίου/Ιουν Ιουλίου/Ιουλ"
    " Αυγούστου/Αυγ Σεπτεμβρίου/Σεπ Οκτωβρίου/Οκτ Νοεμβρίου/Νοε Δεκεμβρίου/Δεκ",
    "Indonesian": "januari februari maret april mei juni juli agustus/agu september oktober november desember/des",
    "Arabic": "يناير فبراير مارس أبريل/إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "Arabic of the Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني"
    " كانون_الأول",
    "Arabic of the Maghreb": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
}
_WEEKDAYS = (
    "monday/mon/lundi/lun/montag/mo/lunes/segunda/lunedì/dilluns/maandag/ma/måndag/mandag/mån/man/maanantaina"
    "/poniedziałek/pondělí/pondelok/ponedeljek/hétfő/luni/pazartesi/pzt/понедельник/пн/понеділок/понеделник"
    "/Δευτέρα/senin/الاثنين/الإثنين",
    "tuesday/tues/tue/mardi/mar/dienstag/di/martes/terça/martedì/dimarts/dinsdag/tisdag/tirsdag/tis/tir/tiistaina"
    "/wtorek/úterý/utorok/torek/kedd/marți/salı/вторник/вт/вівторок/Τρίτη/selasa/الثلاثاء",
    "wednesday/weds/wed/mercredi/mer/mittwoch/mi/miércoles/mié/quarta/mercoledì/dimecres/woensdag/wo/onsdag/ons"
    "/keskiviikkona/środa/středa/streda/sreda/szerda/miercuri/çarşamba/среда/ср/середа/сряда/Τετάρτη/rabu/الأربعاء",
    "thursday/thurs/thur/thu/jeudi/jeu/donnerstag/do/jueves/jue/quinta/giovedì/gio/dijous/donderdag/torsdag/tors/tor"
    "/torstaina/czwartek/čtvrtek/štvrtok/četrtek/csütörtök/joi/perşembe/четверг/чт/четвер/четвъртък/Πέμπτη/kamis"
    "/الخميس",
    "friday/fri/vendredi/ven/freitag/fr/viernes/vie/sexta/venerdì/divendres/vrijdag/vr/fredag/fre/perjantaina/piątek"
    "/pátek/piatok/petek/péntek/vineri/cuma/пятница/пт/п'ятниця/петък/Παρασκευή/jumat/الجمعة",
    "saturday/sat/samedi/sam/samstag/sonnabend/sa/sábado/sáb/sabato/sab/dissabte/zaterdag/za/lördag/lørdag/lör/lør"
    "/lauantaina/sobota/szombat/sâmbătă/cumartesi/суббота/сб/субота/събота/Σάββατο/sabtu/السبت",
    "sunday/sun/dimanche/dim/sonntag/so/domingo/dom/domenica/diumenge/zondag/zo/söndag/søndag/sön/søn/sunnuntaina"
    "/niedziela/neděle/nedeľa/nedelja/vasárnap/duminică/pazar/воскресенье/вс/неділя/неделя/Κυριακή/minggu/الأحد",
)
_PUBLISHED = """
published publish publishing posted publication pubdate issued released filed submitted uploaded
publié publiée publie paru parution veröffentlicht erschienen erstellt publicado publicada publicação publicación
pubblicato pubblicata pubblicazione publicat publicada gepubliceerd geplaatst publicerad publicerat udgivet
offentliggjort publisert julkaistu birt opublikowano opublikowany dodano publikacja publikováno vydáno zverejnené
uverejnené objavljeno megjelent közzétéve publicat yayınlanma yayınlandı yayın опубликовано опубликована дата
публикации размещено опубліковано публикувано δημοσίευση δημοσιεύθηκε diterbitkan dipublikasikan tayang نشر نشرت
"""
_UPDATED = """
mis mise
updated update modified edited revised corrected amended aktualisiert geändert bearbeitet modifié modifiée màj maj
actualizado actualizada actualización modificado atualizado atualizada atualização modificada aggiornato aggiornata
aggiornamento actualitzat bijgewerkt gewijzigd uppdaterad uppdaterat opdateret oppdatert päivitetty uppfært
aktualizacja zaktualizowano aktualizováno aktualizované posodobljeno frissítve actualizat güncelleme güncellendi
обновлено обновлена изменено исправлено оновлено обновена ενημέρωση diperbarui تحديث
"""
_AROUND = """
post date day time on at the of and first originally original online hrs hours uhr um am vom den der datum
le la las à a du de del el fecha hora às as em data alle ore il di op om kl klo dne dnia o godz g r г год в о στις
saat tarih tarihi pukul jam tanggal wib eastern pacific central mountain standard daylight summer european
coordinated universal greenwich local est edt et pst pdt pt cst cdt ct mst mdt mt gmt utc bst ist cet cest eet msk
мск aest aedt sast wat pkt hkt sgt jst kst z t 오전 오후 午前 午後 上午 下午
"""
_CJK_PUBLISHED = """
기사입력 승인 송고 입력 등록 작성 게재 발행 公開 掲載 配信 投稿 発行 发布 發布 发表 發表 刊登 出版
日期 时间 時間 日時
""".split()
_CJK_UPDATED = "수정 업데이트 更新 修改 修正 编辑 編輯".split()


def folded(text: str) -> str:
    """The text on one line without accents, figures and letters in their plain forms, capitals kept."""
    if text.isascii():
        return " ".join(text.split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _words(block: str) -> frozenset[str]:
    return frozenset(folded(block).casefold().split())


MONTHS = {
    name.replace("_", " "): number
    for row in _MONTHS.values()
    for number, names in enumerate(row.split(), start=1)
    for name in folded(names).casefold().split("/")
}
"""The number of the month that a folded word names."""
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in folded(names).casefold().split("/")}
"""The number of the weekday that a folded word names, 0 for Monday; some name a month too."""
_PUBLISHED_WORDS, _UPDATED_WORDS = _words(_PUBLISHED), _words(_UPDATED)
_AROUND_WORDS = _words(_AROUND)


def says_published(word: str) -> bool:
    """Whether a folded word says that what it stands with is when a story was published."""
    return word.casefold() in _PUBLISHED_WORDS or any(label in word for label in _CJK_PUBLISHED)


def says_updated(word: str) -> bool:
    """Whether a folded word says that what it stands with is when a story was changed."""
    return word.casefold() in _UPDATED_WORDS or any(label in word for label in _CJK_UPDATED)


def stands_with_date(word: str) -> bool:
    """Whether a folded word is of those that say nothing but how a date is to be read."""
    word = word.casefold()
    return word in _AROUND_WORDS or word in WEEKDAYS or says_published(word)
