using AleSekretariat.Domain.Company;
using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Domain.Tests.Company;

public sealed class CompanyRulesTests
{
    private static readonly CompanySettings Plain = new()
    {
        Company = "Drukarnia",
        Masks = [.. Enum.GetValues<Series>().Select(series => NumberMask.Default(series).Text)],
    };

    [Fact]
    public void Defaults_AreRight() => Assert.Empty(CompanyRules.Validate(Plain, []));

    [Theory]
    [InlineData("WYS/{seq}/{yyyy}")]
    [InlineData("wys/{seq}/{yyyy}")]
    [InlineData("UM/{seq:3}/{yyyy}")]
    public void TwoSeries_MayNotLookAlike(string incoming)
    {
        var errors = CompanyRules.Validate(Plain with { Masks = [incoming, .. Plain.Masks.Skip(1)] }, []);

        Assert.Equal(CompanyRules.LooksLike, Assert.Single(errors).Code);
    }

    [Fact]
    public void Mask_ThatAnotherSeriesHadBefore_IsRefused_ItsOwnIsNot()
    {
        var earlier = new[] { (Series.Incoming, NumberMask.Default(Series.Incoming)) };
        var moved = Plain with { Masks = ["PRZ/{seq}/{yyyy}", "RPW/{seq}/{yyyy}", .. Plain.Masks.Skip(2)] };

        Assert.Equal(("maskOutgoing", CompanyRules.LooksLike), Assert.Single(CompanyRules.Validate(moved, earlier).Select(error => (error.Field, error.Code))));
        Assert.Empty(CompanyRules.Validate(Plain, earlier));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RPW/{seq}")]
    [InlineData("{seq}{seq}{yyyy}")]
    public void NoMask_IsRefused(string mask) =>
        Assert.Equal(("maskIncoming", CompanyRules.Mask), Assert.Single(CompanyRules.Validate(Plain with { Masks = [mask, .. Plain.Masks.Skip(1)] }, []).Select(error => (error.Field, error.Code))));

    [Fact]
    public void Fields_AreCheckedOneByOne()
    {
        var wrong = Plain with
        {
            Company = " ",
            Nip = "5260001247",
            InvoiceNip = "1",
            Address = new string('a', 501),
            InvoiceEmail = "Biuro <biuro@firma.example>",
            LetterKinds = ["Faktura", "faktura"],
            ContractKinds = [.. Enumerable.Range(0, 101).Select(i => $"Umowa {i}")],
        };

        Assert.Equal(
            ["address", "company", "contractKinds", "invoiceEmail", "invoiceNip", "letterKinds", "nip"],
            CompanyRules.Validate(wrong, []).Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Normalized_IsAsStored()
    {
        var stored = (Plain with { Company = " Drukarnia ", Nip = "526-000-12-46", Address = " ul. Prosta 1\r\n00-001 Warszawa ", InvoiceName = " ", LetterKinds = [" Faktura", "", "Skarga "] }).Normalized();

        Assert.Equal(("Drukarnia", "5260001246", "ul. Prosta 1\n00-001 Warszawa", (string?)null), (stored.Company, stored.Nip, stored.Address, stored.InvoiceName));
        Assert.Equal(["Faktura", "Skarga"], stored.LetterKinds);
    }
}
