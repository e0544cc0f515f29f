package dev.perennial.core.customer;

import java.util.List;
import java.util.Set;

/** The countries of the world by their upper-case ISO 3166-1 code, and those of their states and provinces that we know by name. */
public final class Countries {
    private static final Set<String> ALL = words("""
            AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
            CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
            GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
            KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
            NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
            SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
            VN VU WF WS YE YT ZA ZM ZW
            """);

    /** Under embargo: an old address may still name one. */
    private static final Set<String> REFUSED = words("CU IR KP RU SY");

    /** The states and the federal district; the territories are countries of their own here. */
    private static final Set<String> UNITED_STATES = words("""
            AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT
            VA WA WV WI WY DC
            """);

    private static final Set<String> CANADA = words("AB BC MB NB NL NS NT NU ON PE QC SK YT");

    private Countries() {}

    /** Whether an address on record can have this country. */
    public static boolean isKnown(String code) { return ALL.contains(code); }

    /** Whether a new address may have this country. */
    public static boolean isAccepted(String code) {
        return isKnown(code) && !REFUSED.contains(code);
    }

    /** The countries an address on record can have, in alphabetical order. */
    public static List<String> known() {
        return ALL.stream().sorted().toList();
    }

    /** The countries a new address may have, in alphabetical order. */
    public static List<String> accepted() {
        return ALL.stream().filter(code -> !REFUSED.contains(code)).sorted().toList();
    }

    /** Whether states of this country are codes of ours and not free text. */
    static boolean hasStateCodes(String country) {
        return country.equals("US") || country.equals("CA");
    }

    static boolean hasState(String country, String code) {
        return switch (country) {
            case "US" -> UNITED_STATES.contains(code);
            case "CA" -> CANADA.contains(code);
            default -> false;
        };
    }

    private static Set<String> words(String list) { return Set.of(list.strip().split("\\s+")); }
}
