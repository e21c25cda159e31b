using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>A device with one passkey (WebAuthn, ES256), which makes and shows it as a browser would.</summary>
internal sealed class SoftPasskey(WebNode node) : IDisposable
{
    private const byte UserPresentAndVerified = 0x05;
    private const byte WithNewCredential = 0x40;
    private const string Page = "/account/passkeys";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _user = "";

    /// <summary>Makes the passkey of a signed-in person.</summary>
    public async Task AddAsync(Visitor visitor, string password)
    {
        var page = await visitor.GetAsync(Page);
        var question = (await visitor.SendAsync(Page + "?handler=Options", page, ("Name", "Laptop"), ("Password", password))).Expect(HttpStatusCode.OK).Json;
        _user = question.GetProperty("user").GetProperty("id").GetString()!;
        var key = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] data =
        [
            .. Data(question.GetProperty("rp").GetProperty("id").GetString()!, UserPresentAndVerified | WithNewCredential),
            .. new byte[16], 0, (byte)_id.Length, .. _id,
            0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. key.X!, 0x22, 0x58, 0x20, .. key.Y!,
        ];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        var answer = Answer(new { clientDataJSON = Encoded(ClientData("webauthn.create", question)), attestationObject = Encoded(attestation), transports = Array.Empty<string>() });
        (await visitor.SendAsync(Page + "?handler=Add", page, ("Name", "Laptop"), ("Credential", answer))).Expect(HttpStatusCode.Redirect);
    }

    /// <summary>Signs in with the passkey.</summary>
    public async Task<Answer> SignInAsync(Visitor visitor)
    {
        var page = await visitor.GetAsync("/account/sign-in");
        var question = (await visitor.SendAsync("/account/sign-in?handler=PasskeyOptions", page)).Expect(HttpStatusCode.OK).Json;
        var (data, client) = (Data(question.GetProperty("rpId").GetString()!, UserPresentAndVerified), ClientData("webauthn.get", question));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var answer = Answer(new { clientDataJSON = Encoded(client), authenticatorData = Encoded(data), signature = Encoded(signature), userHandle = _user });
        return await visitor.SendAsync("/account/sign-in?handler=Passkey", page, ("Credential", answer));
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Data(string relyingParty, int flags)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(relyingParty), data);
        data[32] = (byte)flags;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), 0);
        return data;
    }

    private byte[] ClientData(string type, JsonElement question) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = question.GetProperty("challenge").GetString(), origin = node.Address.GetLeftPart(UriPartial.Authority), crossOrigin = false });

    private string Answer(object response) =>
        JsonSerializer.Serialize(new { id = Encoded(_id), rawId = Encoded(_id), type = "public-key", clientExtensionResults = new { }, response });

    private static string Encoded(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
