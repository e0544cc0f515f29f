package dev.perennial.core.taxid;

import static dev.perennial.core.taxid.CheckDigits.digit;
import static dev.perennial.core.taxid.CheckDigits.endsIn;
import static dev.perennial.core.taxid.CheckDigits.weighted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The formats of the countries outside the European Union, in the order in which they are tried (spec 02 §12.4). */
final class TaxIdFormats {
    /**
     * One format.
     *
     * @param standard brings a number without separators into its standard form
     */
    record Format(String name, UnaryOperator<String> standard, Pattern form, Predicate<String> check) {
        Optional<String> read(String compact) {
            String number = standard.apply(compact);
            return form.matcher(number).matches() && check.test(number) ? Optional.of(number) : Optional.empty();
        }
    }

    private static final Predicate<String> ANY = _ -> true;
    private static final String GST_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    /** Prefixes the tax office of the United States has never given. */
    private static final Set<Integer> UNUSED_EIN = Set.of(0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97);
    private static final Map<String, List<Format>> BY_COUNTRY = new LinkedHashMap<>();

    static {
        americas();
        asiaAndPacific();
        europe();
        africaAndMiddleEast();
    }

    private TaxIdFormats() {}

    /** A country's formats; none when its tax ids are unknown here. */
    static List<Format> of(String country) {
        return BY_COUNTRY.getOrDefault(country, List.of());
    }

    private static void americas() {
        put("AR", format("ar_cuit", "\\d{11}", n -> endsIn(n, (11 - weighted(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10)));
        put("BO", format("bo_tin", "\\d{5,15}", ANY));
        put("BR", format("br_cnpj", "\\d{14}", TaxIdFormats::cnpj), format("br_cpf", "\\d{11}", TaxIdFormats::cpf));
        put("CA", format("ca_gst_hst", "\\d{9}RT\\d{4}", n -> CheckDigits.luhn(n.substring(0, 9))), format("ca_bn", "\\d{9}", CheckDigits::luhn),
                format("ca_qst", "\\d{10}TQ\\d{4}", ANY), format("ca_pst_bc", "PST\\d{8}", ANY), format("ca_pst_mb", "\\d{6}MT\\d", ANY));
        put("CL", format("cl_tin", "\\d{7,8}[0-9K]", TaxIdFormats::rut));
        put("CO", format("co_nit", "\\d{8,16}", TaxIdFormats::nit));
        put("CR", format("cr_tin", "[2-5]\\d{9}", ANY));
        put("DO", format("do_rcn", "\\d{9}(\\d{2})?", ANY));
        put("EC", format("ec_ruc", "(0[1-9]|1\\d|2[0-4]|30)\\d{8}(?!000)\\d{3}", ANY));
        put("MX", format("mx_rfc", "[A-Z&Ñ]{3,4}\\d{6}[A-Z0-9]{3}", ANY));
        put("PE", format("pe_ruc", "(10|15|16|17|20)\\d{9}", n -> endsIn(n, (11 - weighted(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10)));
        put("SV", format("sv_nit", "\\d{14}", ANY));
        put("US", format("us_ein", "\\d{9}", n -> !UNUSED_EIN.contains(Integer.parseInt(n.substring(0, 2)))));
        put("UY", format("uy_ruc", prefixed("UY"), "(0[1-9]|1\\d|2[0-2])\\d{6}001\\d",
                n -> endsIn(n, (11 - weighted(n, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10)));
        put("VE", format("ve_rif", "[VEJPG]\\d{9}", ANY));
    }

    private static void asiaAndPacific() {
        put("AU", format("au_abn", "\\d{11}", n -> (weighted(n, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0));
        put("CN", format("cn_tin", "[0-9A-Z]{15,20}", ANY));
        put("HK", format("hk_br", "\\d{8}", ANY));
        put("ID", format("id_npwp", "\\d{15,16}", ANY));
        put("IN", format("in_gst", "[0-3]\\d[A-Z]{5}\\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", TaxIdFormats::gstin));
        put("JP", format("jp_cn", "[1-9]\\d{12}", TaxIdFormats::japaneseCompany), format("jp_trn", "T[1-9]\\d{12}", ANY));
        put("KR", format("kr_brn", "\\d{10}", TaxIdFormats::koreanBusiness));
        put("KZ", format("kz_bin", "\\d{12}", ANY));
        put("MY", format("my_sst", "[A-Z]\\d{2}\\d{4}\\d{8}", ANY), format("my_itn", "[A-Z]{1,2}\\d{9,11}", ANY));
        put("NZ", format("nz_gst", "\\d{8,9}", ANY));
        put("PH", format("ph_tin", "\\d{9}(\\d{3,5})?", ANY));
        put("SG", format("sg_uen", "\\d{8}[A-Z]|(19|20)\\d{7}[A-Z]|[RST]\\d{2}[A-Z]{2}\\d{4}[A-Z]", ANY),
                format("sg_gst", "M[0-9A-Z]\\d{7}[A-Z]", ANY));
        put("TH", format("th_vat", "\\d{13}", n -> endsIn(n, (11 - weighted(n, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10)));
        put("TW", format("tw_vat", "\\d{8}", TaxIdFormats::taiwaneseCompany));
        put("VN", format("vn_tin", "\\d{10}(\\d{3})?", n -> digit(n, 9) == 10 - weighted(n, 31, 29, 23, 19, 17, 13, 7, 5, 3) % 11));
    }

    private static void europe() {
        put("AD", format("ad_nrt", "[A-Z]\\d{6}[A-Z]", ANY));
        put("CH", format("ch_vat", "CHE\\d{9}(MWST|TVA|IVA)", n -> swiss(n.substring(3, 12))),
                format("ch_uid", "CHE\\d{9}", n -> swiss(n.substring(3))));
        put("GB", format("gb_vat", prefixed("GB"), "\\d{9}(\\d{3})?|GD[0-4]\\d{2}|HA[5-9]\\d{2}", TaxIdFormats::british));
        put("GE", format("ge_vat", prefixed("GE"), "\\d{9}(\\d{2})?", ANY));
        put("IS", format("is_vat", prefixed("IS"), "\\d{5,6}", ANY));
        put("LI", format("li_uid", "CHE\\d{9}", n -> swiss(n.substring(3))));
        put("MK", format("mk_vat", prefixed("MK"), "\\d{13}", n -> endsIn(n, (11 - weighted(n, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10)));
        put("NO", format("no_vat", norwegian(), "\\d{9}MVA", n -> endsIn(n.substring(0, 9), (11 - weighted(n, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11)),
                format("no_voec", "20\\d{5}", ANY));
        put("RS", format("rs_pib", "\\d{9}", CheckDigits::mod11And10));
        put("TR", format("tr_tin", "\\d{10}", ANY));
        put("UA", format("ua_vat", "\\d{8,12}", ANY));
    }

    private static void africaAndMiddleEast() {
        put("AE", format("ae_trn", "\\d{15}", ANY));
        put("BH", format("bh_vat", "\\d{15}", ANY));
        put("EG", format("eg_tin", "\\d{9}", ANY));
        put("IL", format("il_vat", number -> "0".repeat(Math.max(0, 9 - number.length())) + number, "\\d{9}",
                n -> CheckDigits.luhn(n) && !n.equals("000000000")));
        put("KE", format("ke_pin", "[AP]\\d{9}[A-Z]", ANY));
        put("MU", format("mu_tan", "[23]\\d{7}", ANY));
        put("NG", format("ng_tin", "\\d{8}(\\d{2}|\\d{4})?", ANY));
        put("OM", format("om_vat", "OM\\d{10}", ANY));
        put("SA", format("sa_vat", "3\\d{13}3", ANY));
        put("ZA", format("za_vat", "4\\d{9}", ANY));
    }

    private static void put(String country, Format... formats) { BY_COUNTRY.put(country, List.of(formats)); }

    private static Format format(String name, String form, Predicate<String> check) { return format(name, UnaryOperator.identity(), form, check); }

    private static Format format(String name, UnaryOperator<String> standard, String form, Predicate<String> check) {
        return new Format(name, standard, Pattern.compile(form), check);
    }

    private static UnaryOperator<String> prefixed(String prefix) {
        return number -> number.startsWith(prefix) ? number.substring(prefix.length()) : number;
    }

    private static UnaryOperator<String> norwegian() {
        return number -> {
            String own = prefixed("NO").apply(number);
            return own.length() == 9 ? own + "MVA" : own;
        };
    }

    private static boolean cnpj(String n) {
        int first = (11 - weighted(n, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10;
        int second = (11 - weighted(n, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10;
        return digit(n, 12) == first && digit(n, 13) == second;
    }

    private static boolean cpf(String n) {
        int first = (11 - weighted(n, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10;
        int second = (11 - weighted(n, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10;
        return digit(n, 9) == first && digit(n, 10) == second && !n.equals(n.substring(0, 1).repeat(n.length()));
    }

    private static boolean rut(String n) {
        String digits = "0".repeat(9 - n.length()) + n.substring(0, n.length() - 1);
        int check = (11 - weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return n.charAt(n.length() - 1) == "0123456789K".charAt(check);
    }

    private static boolean nit(String n) {
        int[] weights = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};
        int sum = 0;
        for (int i = 0; i < n.length() - 1; i++) {
            sum += weights[i] * digit(n, n.length() - 2 - i);
        }
        return endsIn(n, sum % 11 < 2 ? sum % 11 : 11 - sum % 11);
    }

    private static boolean gstin(String n) {
        int sum = 0;
        for (int i = 0; i < 14; i++) {
            int product = GST_LETTERS.indexOf(n.charAt(i)) * (i % 2 + 1);
            sum += product / 36 + product % 36;
        }
        return n.charAt(14) == GST_LETTERS.charAt((36 - sum % 36) % 36);
    }

    private static boolean japaneseCompany(String n) {
        return digit(n, 0) == 9 - weighted(n.substring(1), 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1) % 9;
    }

    private static boolean koreanBusiness(String n) {
        int sum = weighted(n, 1, 3, 7, 1, 3, 7, 1, 3, 5) + digit(n, 8) * 5 / 10;
        return endsIn(n, (10 - sum % 10) % 10);
    }

    /** The digits of each product are added up; where the seventh digit is 7, its ten may count as one or as nothing. */
    private static boolean taiwaneseCompany(String n) {
        int[] weights = {1, 2, 1, 2, 1, 2, 4, 1};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int product = digit(n, i) * weights[i];
            sum += product / 10 + product % 10;
        }
        return sum % 5 == 0 || (digit(n, 6) == 7 && (sum + 1) % 5 == 0);
    }

    private static boolean swiss(String digits) {
        return endsIn(digits, (11 - weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11);
    }

    private static boolean british(String n) {
        if (!Character.isDigit(n.charAt(0))) {
            return true; // A department or a hospital.
        }
        int rest = weighted(n, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return rest == 0 || rest == 42;
    }
}
