package dev.millwright.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals texts by AES-256 in Galois/Counter Mode (NIST SP 800-38D). A sealed text says by which key, so that keys can be changed, and is
 * bound to its place: at another it cannot be opened.
 */
@Component
public class Secrets {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST_ID = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /**
     * @param keys pairs {@code id:key} with a comma between them, each key 32 bytes in Base64; the first seals, all open. Blank for none
     */
    public Secrets(@Value("${millwright.secret.keys:}") String keys) {
        for (String pair : keys.split(",", -1)) {
            if (!pair.isBlank()) {
                int colon = pair.indexOf(':');
                String id = pair.substring(0, Math.max(0, colon)).strip();
                byte[] key = bytes(pair.substring(colon + 1).strip());
                if (!isId(id) || key.length != KEY_BYTES || this.keys.containsKey(id)) {
                    throw new IllegalStateException(
                            "millwright.secret.keys wants pairs id:key with a comma between them, each id once and of letters and"
                                    + " digits, each key 32 bytes in Base64 (openssl rand -base64 32)");
                }
                this.keys.put(id, new SecretKeySpec(key, "AES"));
            }
        }
    }

    private static byte[] bytes(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().allMatch(Character::isLetterOrDigit);
    }

    /** Whether there is a key to seal with. */
    public boolean isReady() {
        return !keys.isEmpty();
    }

    /**
     * @param place where the text will stand
     * @throws IllegalStateException unless {@link #isReady}
     */
    public String seal(String text, String place) {
        Map.Entry<String, SecretKeySpec> key = keys.entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No key in millwright.secret.keys"));
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key.getValue(), nonce, place)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return key.getKey() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot seal", e);
        }
    }

    /**
     * @throws UnopenedException when its key is gone, or it was not sealed for this place
     */
    public String open(String sealed, String place) {
        int dot = sealed.indexOf('.');
        SecretKeySpec key = keys.get(sealed.substring(0, Math.max(0, dot)));
        if (key == null) {
            throw new UnopenedException("secret.error.keyGone");
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
            byte[] text = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE_BYTES), place)
                    .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnopenedException("secret.error.damaged");
        }
    }

    /**
     * Marks by which the same content is known again, and nothing is to be learnt of it without a key: of each key one, that of the
     * first key first, then one without a key, which is all there is while there is none.
     *
     * @param purpose what the mark is for, so that it means nothing elsewhere
     */
    public List<byte[]> marks(String purpose, byte[] content) {
        List<byte[]> marks = new ArrayList<>();
        try {
            for (SecretKeySpec key : keys.values()) {
                byte[] own = mac(key.getEncoded(), purpose.getBytes(StandardCharsets.UTF_8));
                marks.add(mac(own, content));
            }
            marks.add(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot mark", e);
        }
        return marks;
    }

    private static byte[] mac(byte[] key, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(content);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
