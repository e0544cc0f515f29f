package dev.perennial.core.taxid;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxIdsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FR | FR61954506077      | FR61954506077 eu_vat
            FR | 61 954 506 077     | FR61954506077 eu_vat
            FR | 123                |
            FR | FR11111111111      |
            FR | GB980780684        |
            GB | FR61954506077      |
            US | FR61954506077      |
            GB | GB980780684        | 980780684 gb_vat
            GB | 980780685          |
            US | 91-1144442         | 911144442 us_ein
            US | 07-1144442         |
            CA | 234567899 RT0001   | 234567899RT0001 ca_gst_hst
            CA | 234567899          | 234567899 ca_bn
            CA | 234567898          |
            CL | 12.531.909-2       | 125319092 cl_tin
            CL | 12.531.909-3       |
            IL | 3933742-3          | 039337423 il_vat
            IL | 3933742-4          |
            AE | 123456789012345    | 123456789012345 ae_trn
            AE | 12345678901234     |
            GE | GE 404476205       | 404476205 ge_vat
            GE | 1234567890         |
            HK | 12345678           | 12345678 hk_br
            MU | 20012345           | 20012345 mu_tan
            MU | 40012345           |
            TW | 00501503           | 00501503 tw_vat
            TW | 00501502           |
            EC | 1792060346001      | 1792060346001 ec_ruc
            EC | 2592060346001      |
            AT | ATU13585627        | ATU13585627 eu_vat
            AT | ATU13585626        |
            BE | BE0428759497       | BE0428759497 eu_vat
            BE | 428.759.497        | BE0428759497 eu_vat
            BG | BG175074752        | BG175074752 eu_vat
            CY | CY10259033P        | CY10259033P eu_vat
            CZ | CZ25123891         | CZ25123891 eu_vat
            DE | DE136695976        | DE136695976 eu_vat
            DE | DE136695975        |
            DK | DK13585628         | DK13585628 eu_vat
            EE | EE100931558        | EE100931558 eu_vat
            GR | EL094259216        | EL094259216 eu_vat
            ES | ESA13585625        | ESA13585625 eu_vat
            ES | 54362315K          | ES54362315K eu_vat
            ES | X2482300W          | ESX2482300W eu_vat
            ES | ES54362315Z        |
            FI | FI20774740         | FI20774740 eu_vat
            HR | HR33392005961      | HR33392005961 eu_vat
            HU | HU12892312         | HU12892312 eu_vat
            IE | IE6433435F         | IE6433435F eu_vat
            IE | IE6433435E         |
            IE | IE8D79739I         | IE8D79739I eu_vat
            IT | IT00743110157      | IT00743110157 eu_vat
            LT | LT119511515        | LT119511515 eu_vat
            LU | LU15027442         | LU15027442 eu_vat
            LV | LV40003521600      | LV40003521600 eu_vat
            MT | MT11679112         | MT11679112 eu_vat
            NL | NL004495445B01     | NL004495445B01 eu_vat
            NL | NL123456789B90     |
            PL | PL8567346215       | PL8567346215 eu_vat
            PT | PT501964843        | PT501964843 eu_vat
            RO | RO18547290         | RO18547290 eu_vat
            SE | SE123456789701     | SE123456789701 eu_vat
            SI | SI50223054         | SI50223054 eu_vat
            SK | SK2022749619       | SK2022749619 eu_vat
            AU | 83 914 571 673     | 83914571673 au_abn
            AU | 99 999 999 999     |
            CH | CHE-107.787.577 IVA | CHE107787577IVA ch_vat
            CH | CHE-100.155.212    | CHE100155212 ch_uid
            CH | CHE-100.155.213    |
            BR | 16.727.230/0001-97 | 16727230000197 br_cnpj
            BR | 390.533.447-05     | 39053344705 br_cpf
            BR | 390.533.447-04     |
            NO | NO 995 525 828 MVA | 995525828MVA no_vat
            NO | 995525829          |
            IN | 27AAPFU0939F1ZV    | 27AAPFU0939F1ZV in_gst
            IN | 27AAPFU0939F1ZW    |
            AR | 20-05536168-2      | 20055361682 ar_cuit
            CO | 213.123.432-1      | 2131234321 co_nit
            JP | 7000012050002      | 7000012050002 jp_cn
            KR | 116-82-00276       | 1168200276 kr_brn
            PE | 20512333797        | 20512333797 pe_ruc
            RS | 101134702          | 101134702 rs_pib
            TH | 1 2345 45678 78 1  | 1234545678781 th_vat
            UY | 21-100342-001-7    | 211003420017 uy_ruc
            VN | 01 00233488        | 0100233488 vn_tin
            MX | GODE561231GR8      | GODE561231GR8 mx_rfc
            ZZ | 12345678           |
            """)
    void standsInItsStandardForm(String country, String written, @Nullable String expected) {
        assertThat(TaxIds.read(written, country).map(taxId -> taxId.value() + " " + taxId.format()).orElse(null)).isEqualTo(expected);
    }
}
