package dev.millwright.print;

/** An address that is set. */
public final class PublicAddressForTests {

    private PublicAddressForTests() {}

    public static PublicAddress at(String address) {
        return new PublicAddress(address);
    }
}
