using System.Buffers.Binary;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Accounts;

public sealed class PasswordHashingTests(House house)
{
    [Fact]
    public async Task StoredHash_IsPbkdf2Sha512WithTheIterationsOfAsvs()
    {
        var tenant = await house.SignUpAsync();

        var hash = Convert.FromBase64String(await house.ScalarAsync<string>("SELECT password_hash FROM app.account WHERE email = $1", tenant.Email));

        // Identity's format 3: marker, pseudo-random function (2 = HMAC-SHA512), iterations, salt length.
        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)) >= 16);
    }
}
