using System.Buffers.Binary;
using System.Text;
using CityOps.Identity.Sealing;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Vault;

/// <summary>Turns facts into sealed columns and back. Each seal is bound to its row and field: moved elsewhere, it does not open.</summary>
internal sealed class VaultFields(RecordSeal seal)
{
    private const string Identifier = "identifier";
    private const string Address = "address";
    private const string Contact = "contact";
    private const string Position = "position";

    public bool IsOld(byte[]? sealedField) => sealedField is not null && seal.IsOld(sealedField);

    public ISealCipher NewCipher() => seal.NewCipher();

    public byte[] SealIdentifier(ISealCipher cipher, IdentityKind kind, ulong key, string identifier) =>
        seal.Seal(cipher, Encoding.UTF8.GetBytes(identifier), Row(Identifier, key, kind));

    public string OpenIdentifier(IdentityKind kind, ulong key, byte[] sealedIdentifier) =>
        Encoding.UTF8.GetString(seal.Open(sealedIdentifier, Row(Identifier, key, kind)));

    public DwellingSecretRow Seal(ISealCipher cipher, DwellingSecret secret) => new()
    {
        Key = (long)secret.DwellingKey,
        Address = SealText(cipher, Address, secret.DwellingKey, secret.Address),
        Contact = SealText(cipher, Contact, secret.DwellingKey, secret.Contact),
        Position = secret is { Lon: { } lon, Lat: { } lat } ? seal.Seal(cipher, PositionBytes(lon, lat), Row(Position, secret.DwellingKey)) : null,
    };

    public DwellingSecret Open(ulong key, byte[]? identifier, byte[]? address, byte[]? contact, byte[]? position)
    {
        var at = position is null ? null : seal.Open(position, Row(Position, key));
        return new DwellingSecret(
            key,
            identifier is null ? null : OpenIdentifier(IdentityKind.Dwelling, key, identifier),
            OpenText(Address, key, address),
            OpenText(Contact, key, contact),
            at is null ? null : BinaryPrimitives.ReadDoubleLittleEndian(at),
            at is null ? null : BinaryPrimitives.ReadDoubleLittleEndian(at.AsSpan(8)));
    }

    private byte[]? SealText(ISealCipher cipher, string field, ulong key, string? text) =>
        text is null ? null : seal.Seal(cipher, Encoding.UTF8.GetBytes(text), Row(field, key));

    private string? OpenText(string field, ulong key, byte[]? sealedText) =>
        sealedText is null ? null : Encoding.UTF8.GetString(seal.Open(sealedText, Row(field, key)));

    private static byte[] PositionBytes(double lon, double lat)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, lon);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8), lat);
        return bytes;
    }

    private static byte[] Row(string field, ulong key, IdentityKind kind = IdentityKind.Dwelling)
    {
        var bytes = new byte[9 + field.Length];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), key);
        Encoding.ASCII.GetBytes(field, bytes.AsSpan(9));
        return bytes;
    }
}
