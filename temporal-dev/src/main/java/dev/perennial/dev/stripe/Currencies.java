package dev.perennial.dev.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which currencies can be charged, from which amount on, and what they are worth: one fixed table, so that tests can compute. */
final class Currencies {
    static final long LARGEST = 99_999_999;
    /** Dollars that one whole unit is worth: invented, round, near the real ones. */
    private static final String RATES = """
            usd 1 aed 0.27 all 0.011 amd 0.0026 aoa 0.0011 ars 0.0007 aud 0.65 awg 0.56 azn 0.59 bam 0.6 bbd 0.5 bdt 0.0082 bgn 0.6
            bhd 2.65 bif 0.00034 bmd 1 bnd 0.78 bob 0.145 brl 0.18 bsd 1 bwp 0.074 bzd 0.5 cad 0.72 cdf 0.00035 chf 1.25 clp 0.00105
            cny 0.14 cop 0.00025 crc 0.002 cve 0.0105 czk 0.048 djf 0.0056 dkk 0.157 dop 0.0165 dzd 0.0077 egp 0.021 etb 0.007 eur 1.17
            fjd 0.44 fkp 1.34 gbp 1.34 gel 0.37 gip 1.34 gmd 0.014 gnf 0.000115 gtq 0.13 gyd 0.0048 hkd 0.128 hnl 0.038 htg 0.0076
            huf 0.003 idr 0.00006 ils 0.3 inr 0.0114 isk 0.0082 jmd 0.00625 jod 1.41 jpy 0.0067 kes 0.0077 kgs 0.0114 khr 0.00025
            kmf 0.0024 krw 0.0007 kwd 3.25 kyd 1.2 kzt 0.0019 lak 0.000046 lkr 0.0033 lrd 0.005 lsl 0.057 mad 0.11 mdl 0.059 mga 0.00022
            mkd 0.019 mnt 0.00028 mop 0.124 mur 0.022 mvr 0.065 mwk 0.00058 mxn 0.053 myr 0.236 mzn 0.0157 nad 0.057 ngn 0.00065
            nio 0.027 nok 0.099 npr 0.0071 nzd 0.6 omr 2.6 pab 1 pen 0.28 pgk 0.24 php 0.0175 pkr 0.0035 pln 0.275 pyg 0.00014 qar 0.275
            ron 0.23 rsd 0.01 rwf 0.00069 sar 0.267 sbd 0.12 scr 0.07 sek 0.104 sgd 0.78 shp 1.34 sos 0.00175 srd 0.026 szl 0.057
            thb 0.031 tjs 0.105 tnd 0.34 top 0.42 try 0.025 ttd 0.147 twd 0.034 tzs 0.0004 uah 0.024 ugx 0.00028 uyu 0.025 uzs 0.00008
            vnd 0.000038 vuv 0.0084 wst 0.36 xaf 0.00178 xcd 0.37 xcg 0.56 xof 0.00178 xpf 0.0098 yer 0.0042 zar 0.057 zmw 0.043
            """;
    /** The smallest charge in minor units; where none is published, one unit. */
    private static final Map<String, Long> MINIMUM = Map.ofEntries(Map.entry("usd", 50L), Map.entry("aed", 200L), Map.entry("aud", 50L),
            Map.entry("bgn", 100L), Map.entry("brl", 50L), Map.entry("cad", 50L), Map.entry("chf", 50L), Map.entry("czk", 1500L),
            Map.entry("dkk", 250L), Map.entry("eur", 50L), Map.entry("gbp", 30L), Map.entry("hkd", 400L), Map.entry("huf", 17500L),
            Map.entry("inr", 50L), Map.entry("jpy", 50L), Map.entry("mxn", 1000L), Map.entry("myr", 200L), Map.entry("nok", 300L),
            Map.entry("nzd", 50L), Map.entry("pln", 200L), Map.entry("ron", 200L), Map.entry("sek", 300L), Map.entry("sgd", 50L),
            Map.entry("thb", 1000L));
    private static final Set<String> NO_MINOR_UNIT = Set.of("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv",
            "xaf", "xof", "xpf");
    private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");
    /** Kept with two decimals for old clients' sake, though the currency has none any more. */
    private static final Set<String> IN_WHOLE_HUNDREDS = Set.of("isk", "ugx");
    private static final Map<String, BigDecimal> WORTH = read();

    private Currencies() {}

    /** @throws ApiError 400 for a currency that is not in the table */
    static String check(String currency) {
        String code = currency.toLowerCase(Locale.ROOT);
        if (!WORTH.containsKey(code)) {
            throw ApiError.invalid(null, "Invalid currency: " + currency, "currency");
        }
        return code;
    }

    /** @throws ApiError 400 when Stripe would not charge so little or so much */
    static void checkAmount(long minorUnits, String currency) {
        if (minorUnits < 1) {
            throw ApiError.invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        }
        long smallest = MINIMUM.getOrDefault(currency, 1L);
        if (minorUnits < smallest) {
            throw ApiError.invalid("amount_too_small", "The smallest charge in " + currency + " is " + smallest + " minor units.", "amount");
        }
        int step = IN_WHOLE_HUNDREDS.contains(currency) ? 100 : THREE_DECIMALS.contains(currency) ? 10 : 1;
        if (minorUnits % step != 0) {
            throw ApiError.invalid("parameter_invalid_integer", "Amounts in " + currency + " must be multiples of " + step + ".", "amount");
        }
        if (minorUnits > LARGEST) {
            throw ApiError.invalid("amount_too_large", "The largest charge is " + LARGEST + " minor units.", "amount");
        }
    }

    /** US cents that one minor unit of the currency is worth. */
    static BigDecimal centsPerMinorUnit(String currency) {
        BigDecimal dollarsPerUnit = WORTH.getOrDefault(currency, BigDecimal.ONE);
        int decimals = NO_MINOR_UNIT.contains(currency) ? 0 : THREE_DECIMALS.contains(currency) ? 3 : 2;
        return dollarsPerUnit.scaleByPowerOfTen(2 - decimals);
    }

    /** The amount in US cents, half a cent away from zero. */
    static long toCents(long minorUnits, String currency) {
        return BigDecimal.valueOf(minorUnits).multiply(centsPerMinorUnit(currency)).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static Map<String, BigDecimal> read() {
        Map<String, BigDecimal> worth = new HashMap<>();
        List<String> words = List.of(RATES.strip().split("\\s+"));
        for (int i = 0; i < words.size(); i += 2) {
            worth.put(words.get(i), new BigDecimal(words.get(i + 1)));
        }
        return worth;
    }
}
