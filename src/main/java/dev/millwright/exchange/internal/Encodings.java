package dev.millwright.exchange.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out how the bytes of a text file are to be read: its mark decides, then UTF-8, then what looks most like a language. */
final class Encodings {

    private static final int SAMPLE = 1 << 20;
    private static final int BUFFER = 64 * 1024;

    /** One broken character in so many does not make a file something else. */
    private static final int GOOD_FOR_ONE_BAD = 3;

    /** What no text has, so that a � that somebody wrote counts as one. */
    private static final String BROKEN = "\uFFFF";

    /** By the names that people choose among; the machine's names are those of the widest repertoire. */
    private static final Map<String, Charset> OFFERED = offered();

    private Encodings() {}

    /**
     * How a file is encoded.
     *
     * @param name as people choose it
     * @param mark how many bytes at the beginning say so
     */
    record Encoding(String name, Charset charset, int mark) {}

    private static Map<String, Charset> offered() {
        Map<String, Charset> offered = new LinkedHashMap<>();
        offered.put("UTF-8", StandardCharsets.UTF_8);
        offered.put("GB18030", Charset.forName("GB18030"));
        offered.put("Big5", Charset.forName("x-MS950-HKSCS"));
        offered.put("Shift_JIS", Charset.forName("windows-31j"));
        offered.put("EUC-JP", Charset.forName("EUC-JP"));
        offered.put("EUC-KR", Charset.forName("x-windows-949"));
        offered.put("windows-1252", Charset.forName("windows-1252"));
        offered.put("windows-1250", Charset.forName("windows-1250"));
        offered.put("windows-1251", Charset.forName("windows-1251"));
        offered.put("UTF-16LE", StandardCharsets.UTF_16LE);
        offered.put("UTF-16BE", StandardCharsets.UTF_16BE);
        return offered;
    }

    static boolean isOffered(String name) {
        return OFFERED.containsKey(name);
    }

    /**
     * @param chosen by a person; null to find it out
     * @throws dev.millwright.shared.InvalidException when it is no text
     */
    static Encoding of(Path path, @Nullable String chosen) {
        byte[] start = beginning(path, SAMPLE);
        Encoding marked = marked(start);
        if (marked != null) {
            return marked;
        }
        Charset wanted = chosen == null ? null : OFFERED.get(chosen);
        if (chosen != null && wanted != null) {
            return new Encoding(chosen, wanted, 0);
        }
        String wide = withoutMark(start);
        if (wide != null) {
            return found(wide);
        }
        if (hasNul(start)) {
            throw UnreadableFile.because("record.import.error.notText");
        }
        Utf8 utf8 = utf8(path);
        if (utf8.isText()) {
            return found("UTF-8");
        }
        byte[] shortened = untilLineEnd(start);
        String best = "";
        double bestScore = 0;
        for (String name : OFFERED.keySet()) {
            if (!name.startsWith("UTF")) {
                double score = Plausible.score(name, shortened, charset(name));
                if (score > bestScore) {
                    best = name;
                    bestScore = score;
                }
            }
        }
        if (best.isEmpty()) {
            throw UnreadableFile.because("record.import.error.notText");
        }
        return found(best);
    }

    private static Encoding found(String name) {
        return new Encoding(name, charset(name), 0);
    }

    private static Charset charset(String name) {
        Charset charset = OFFERED.get(name);
        return charset == null ? StandardCharsets.UTF_8 : charset;
    }

    private static @Nullable Encoding marked(byte[] start) {
        if (begins(start, 0xEF, 0xBB, 0xBF)) {
            return new Encoding("UTF-8", StandardCharsets.UTF_8, 3);
        }
        if (begins(start, 0xFF, 0xFE, 0, 0)) {
            return new Encoding("UTF-32LE", Charset.forName("UTF-32LE"), 4);
        }
        if (begins(start, 0, 0, 0xFE, 0xFF)) {
            return new Encoding("UTF-32BE", Charset.forName("UTF-32BE"), 4);
        }
        if (begins(start, 0xFF, 0xFE)) {
            return new Encoding("UTF-16LE", StandardCharsets.UTF_16LE, 2);
        }
        if (begins(start, 0xFE, 0xFF)) {
            return new Encoding("UTF-16BE", StandardCharsets.UTF_16BE, 2);
        }
        if (begins(start, 0x84, 0x31, 0x95, 0x33)) {
            return new Encoding("GB18030", charset("GB18030"), 4);
        }
        return null;
    }

    private static boolean begins(byte[] start, int... signature) {
        if (start.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((start[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-16 without a mark: separators and line ends have their empty half all on one side. */
    private static @Nullable String withoutMark(byte[] start) {
        int[] nul = new int[2];
        int[] ascii = new int[2];
        for (int i = 0; i + 1 < start.length; i += 2) {
            for (int side = 0; side < 2; side++) {
                nul[side] += start[i + side] == 0 ? 1 : 0;
                ascii[side] += start[i + side] == 0 && start[i + 1 - side] > 8 ? 1 : 0;
            }
        }
        if (nul[1] > 0 && nul[0] == 0 && ascii[1] == nul[1]) {
            return "UTF-16LE";
        }
        return nul[0] > 0 && nul[1] == 0 && ascii[0] == nul[0] ? "UTF-16BE" : null;
    }

    /** NUL is no text: it tells pictures and archives apart. */
    private static boolean hasNul(byte[] start) {
        for (byte one : start) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /** So that no character is cut in the middle. */
    private static byte[] untilLineEnd(byte[] start) {
        if (start.length < SAMPLE) {
            return start;
        }
        int end = start.length;
        while (end > 0 && start[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? start : Arrays.copyOf(start, end);
    }

    /** What the whole file is as UTF-8. */
    private record Utf8(long good, long bad) {

        boolean isText() {
            return bad == 0 || good >= bad * GOOD_FOR_ONE_BAD;
        }
    }

    private static Utf8 utf8(Path path) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(BROKEN);
        ByteBuffer in = ByteBuffer.allocate(BUFFER);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        byte[] chunk = new byte[BUFFER / 2];
        long good = 0;
        long bad = 0;
        try (InputStream bytes = Files.newInputStream(path)) {
            boolean last = false;
            while (!last) {
                int read = bytes.readNBytes(chunk, 0, chunk.length);
                last = read < chunk.length;
                in.put(chunk, 0, read).flip();
                out.clear();
                decoder.decode(in, out, last);
                in.compact();
                out.flip();
                while (out.hasRemaining()) {
                    char c = out.get();
                    bad += c == BROKEN.charAt(0) ? 1 : 0;
                    good += c > 0x7F && c != BROKEN.charAt(0) ? 1 : 0;
                }
            }
            return new Utf8(good, bad);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] beginning(Path path, int length) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
            return bytes.readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much a text looks like the language that an encoding was made for. */
    private static final class Plausible {

        private static final String SIMPLIFIED = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
                + "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与"
                + "长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话"
                + "合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安"
                + "少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像"
                + "难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运号码姓址话价额单客户备注编"
                + "订库存硬盘仓销采购部门客商批规格型产联系手机证银卡付款收支税票货张李赵陈杨黄周吴徐孙京沪粤津湖江浙广深苏州县省街镇村厂店柜箱盒套双只米斤";
        private static final String TRADITIONAL = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行"
                + "所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性"
                + "知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒"
                + "原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直資命山金指許統區"
                + "保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王完設式色路記南品住告類求據程北邊該交規萬取格望覺術領共確傳師觀清切院讓識候"
                + "帶導爭運號碼姓址價額單客戶備註編訂庫存倉銷採購商批規格型聯繫證銀卡付款收支稅票貨張李趙陳楊黃周吳徐孫灣台縣省街鎮村廠店櫃箱盒套雙隻";
        private static final String KOREAN = "이다는에의을가고하지한로서도사기를은자나리어스인그대아부시정과들일수라여주구동만보장제전상해게우있것비조었면선국"
                + "유소원마계오모용신생연치경공요드성무안화방내말러세문물물르미데위실합관재행분적간당개거건결교금급남녀년단담도등량력류름명민반번법복본분불빈산서석설소송수순"
                + "승식심야양업역영예운울월은음의임입작잔적절점접정제종주중즉증지직진질집차창체초총최출충취층치칙판품표피하학할함항향현형호홍환회후휴희이름전화주소번호품명수량단가금액비고김박최정강조윤장";

        private Plausible() {}

        /** The mean of all characters beyond ASCII; less than nothing for what is no language at all. */
        static double score(String name, byte[] bytes, Charset charset) {
            String text = new String(bytes, charset);
            double total = 0;
            long counted = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c > 0x7F) {
                    counted++;
                    total += c == '\uFFFD' ? -3 : weight(name, text, i, c);
                }
            }
            return counted == 0 ? 0 : total / counted;
        }

        private static double weight(String name, String text, int i, char c) {
            if (c >= 0xE000 && c < 0xF900) {
                return -2;
            }
            boolean han = c >= 0x4E00 && c < 0xA000;
            boolean fullWidth = (c >= 0x3000 && c < 0x3020) || (c >= 0xFF01 && c < 0xFF5F);
            return switch (name) {
                case "GB18030" ->
                    fullWidth ? 0.8 : !han ? -0.5 : common(SIMPLIFIED, c) ? 2 : isLevelOne(c) ? 0.8 : -0.7;
                case "Big5" ->
                    fullWidth ? 0.8 : !han ? -0.5 : common(TRADITIONAL, c) ? 2 : isUsedInBig5(c) ? 0.6 : -0.7;
                case "Shift_JIS", "EUC-JP" ->
                    c >= 0x3041 && c < 0x30FF
                            ? 1.9
                            : fullWidth ? 0.8 : c >= 0xFF61 && c < 0xFFA0 ? -0.6 : han ? 0.3 : -0.5;
                case "EUC-KR" -> c >= 0xAC00 && c < 0xD7A4 ? (common(KOREAN, c) ? 2 : 0.6) : fullWidth ? 0.8 : -0.7;
                case "windows-1251" -> c >= 0x400 && c < 0x460 ? slavic(text, i) : -0.8;
                case "windows-1250" -> western(text, i, c, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰăâîșțáéíúýöü", 1.4);
                default -> western(text, i, c, "äöüÄÖÜßéèêëàâáãåæçñóòôõøúùûíìîïÉÈÀÁÅÆÇÑÓØÚœŒ", 1.6);
            };
        }

        /** Letters of alphabets stand among letters; what comes in twos is written with two bytes. */
        private static double western(String text, int i, char c, String usual, double weight) {
            boolean beside = isForeign(text, i - 1) || isForeign(text, i + 1);
            if (!Character.isLetter(c)) {
                return "€£°©®–—‘’“”•…§µ²³½×±".indexOf(c) >= 0 && !beside ? 0.7 : -0.8;
            }
            boolean among = isLetter(text, i - 1) || isLetter(text, i + 1);
            return beside ? -0.8 : usual.indexOf(c) >= 0 ? (among ? weight : 0.5) : among ? 0.3 : -0.3;
        }

        /** Cyrillic words are small letters after a first great one; misread bytes of other alphabets are not. */
        private static double slavic(String text, int i) {
            boolean upperAfterLower = Character.isUpperCase(text.charAt(i))
                    && i > 0
                    && text.charAt(i - 1) >= 0x430
                    && text.charAt(i - 1) < 0x460;
            boolean alone = !isForeign(text, i - 1) && !isForeign(text, i + 1);
            return upperAfterLower ? -2 : alone ? -0.5 : Character.isLowerCase(text.charAt(i)) ? 1.3 : 0.3;
        }

        private static boolean isForeign(String text, int i) {
            return i >= 0 && i < text.length() && text.charAt(i) > 0x7F;
        }

        private static boolean isLetter(String text, int i) {
            return i >= 0 && i < text.length() && text.charAt(i) < 0x80 && Character.isLetter(text.charAt(i));
        }

        private static boolean common(String letters, char c) {
            return letters.indexOf(c) >= 0;
        }

        /** The characters that schools teach; the standard has them in front. */
        private static boolean isLevelOne(char c) {
            byte[] bytes = Character.toString(c).getBytes(GBK);
            return bytes.length == 2
                    && (bytes[0] & 0xFF) >= 0xB0
                    && (bytes[0] & 0xFF) <= 0xD7
                    && (bytes[1] & 0xFF) >= 0xA1;
        }

        private static boolean isUsedInBig5(char c) {
            byte[] bytes = Character.toString(c).getBytes(BIG5);
            return bytes.length == 2 && (bytes[0] & 0xFF) >= 0xA4 && (bytes[0] & 0xFF) <= 0xC6;
        }

        private static final Charset GBK = Charset.forName("GBK");
        private static final Charset BIG5 = Charset.forName("Big5");
    }
}
