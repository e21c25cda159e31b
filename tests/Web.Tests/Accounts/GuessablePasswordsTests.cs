using AleSekretariat.Web.Accounts;

namespace AleSekretariat.Web.Tests.Accounts;

public sealed class GuessablePasswordsTests
{
    [Theory]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("QWERTYuiop2026")]
    [InlineData("Password123")]
    [InlineData("ｐａｓｓｗｏｒｄ１２３")]
    public void CommonPassword_InAnyCaseAndWithDigitsAfterIt_IsRefused(string password) =>
        Assert.Equal("common", AccountRules.CheckPassword(password)?.Code);

    [Theory]
    [InlineData("aleSekretariat")]
    [InlineData("Sekretariat2026")]
    [InlineData("żółty.bocian")]
    [InlineData("Zolty Bocian 1")]
    [InlineData("526-025-02-74")]
    [InlineData("Introligatornia-Żuraw!")]
    [InlineData("zuraw Sekretariat")]
    public void PasswordMadeOfWhatEverybodyKnows_IsRefused(string password) =>
        Assert.Equal("guessable", AccountRules.CheckPassword(password, "zolty.bocian@firma.example", "Introligatornia Żuraw", "5260250274")?.Code);

    [Theory]
    [InlineData("długie hasło biura")]
    [InlineData("cztery-przypadkowe-slowa")]
    [InlineData("Żuraw lubi zupę")]
    [InlineData("83740192653")]
    public void OrdinaryPassword_IsTaken(string password) =>
        Assert.Null(AccountRules.CheckPassword(password, "zolty.bocian@firma.example", "Introligatornia Żuraw", "5260250274", null));
}
