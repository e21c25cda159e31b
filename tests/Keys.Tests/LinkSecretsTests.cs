using System.Security.Cryptography;

namespace AleSekretariat.Keys.Tests;

public sealed class LinkSecretsTests
{
    private static readonly string One = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes));
    private static readonly string Two = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes));
    private readonly LinkSecrets _links = new(MasterKeysTests.Read(One));

    [Fact]
    public void Token_GivesItsIdBack_ForItsPurposeOnly()
    {
        var id = Guid.NewGuid();
        var token = _links.TokenOf("reset-password", id);

        Assert.True(_links.TryRead("reset-password", token, out var read));
        Assert.Equal(id, read);
        Assert.False(_links.TryRead("confirm-email", token, out _));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
    }

    [Fact]
    public void Token_WithAnyCharacterChanged_IsRefused()
    {
        var token = _links.TokenOf("reset-password", Guid.NewGuid());

        // The last character carries two bits that say nothing.
        for (var i = 0; i < token.Length - 1; i++)
        {
            var altered = token.ToCharArray();
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            Assert.False(_links.TryRead("reset-password", new string(altered), out _));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void Nonsense_IsRefused(string? token) => Assert.False(_links.TryRead("reset-password", token, out _));

    [Fact]
    public void AnotherInstallation_CannotMakeLinks()
    {
        var id = Guid.NewGuid();

        Assert.False(_links.TryRead("p", new LinkSecrets(MasterKeysTests.Read(Two)).TokenOf("p", id), out _));
        Assert.True(new LinkSecrets(MasterKeysTests.Read(Two, One)).TryRead("p", _links.TokenOf("p", id), out var read));
        Assert.Equal(id, read);
    }
}
