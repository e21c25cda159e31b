using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Domain.Tests.Contacts;

public sealed class ContactRulesTests
{
    private static readonly ContactDraft Right = new()
    {
        Name = "  Papiernia Kwidzyn sp. z o.o. ",
        Nip = "PL 727-234-12-33",
        Regon = "123 456 785",
        Address = "ul. Lotnicza 1\r\n82-500 Kwidzyn",
        Email = " biuro@papiernia.example ",
        Phone = "+48 55 279 80 00 wew. 12",
        EDeliveryAddress = "ae:pl-12345-67890-abcde-12",
    };

    [Fact]
    public void Contact_AsPeopleWriteIt_IsStoredInOneForm()
    {
        Assert.Empty(ContactRules.Validate(Right));

        Assert.Equal(
            new ContactDraft
            {
                Name = "Papiernia Kwidzyn sp. z o.o.", Nip = "7272341233", Regon = "123456785", Address = "ul. Lotnicza 1\n82-500 Kwidzyn",
                Email = "biuro@papiernia.example", Phone = "+48 55 279 80 00 wew. 12", EDeliveryAddress = "AE:PL-12345-67890-ABCDE-12",
            },
            Right.Normalized());
    }

    [Fact]
    public void Contact_ByNameAlone_IsEnough() => Assert.Empty(ContactRules.Validate(new ContactDraft { Name = "Jan Kowalski", Nip = " ", Email = "" }));

    [Theory]
    [InlineData("name", null, FieldError.Required)]
    [InlineData("name", " \u200B ", FieldError.Required)]
    [InlineData("name", "a\u0000b", FieldError.NotText)]
    [InlineData("nip", "7272341234", FieldError.Checksum)]
    [InlineData("nip", "nie ma", FieldError.Checksum)]
    [InlineData("regon", "123456786", FieldError.Checksum)]
    [InlineData("address", "a\u0007", FieldError.NotText)]
    [InlineData("email", "biuro", FieldError.Format)]
    [InlineData("email", "Biuro <biuro@firma.example>", FieldError.Format)]
    [InlineData("phone", "brak", FieldError.Format)]
    [InlineData("phone", "123\n456", FieldError.NotText)]
    [InlineData("eDeliveryAddress", "AE:PL-12345-67890-ABCDE-1", FieldError.Format)]
    public void Contact_WrongInOneField_IsToldThere(string field, string? value, string code)
    {
        var error = Assert.Single(ContactRules.Validate(With(field, value)));

        Assert.Equal((field, code), (error.Field, error.Code));
    }

    [Theory]
    [InlineData("name", 300)]
    [InlineData("address", 500)]
    [InlineData("phone", 50)]
    public void Text_UpToItsLength_IsTaken(string field, int most)
    {
        Assert.Empty(ContactRules.Validate(With(field, new string('1', most))));

        var error = Assert.Single(ContactRules.Validate(With(field, new string('1', most + 1))));
        Assert.Equal((field, FieldError.TooLong), (error.Field, error.Code));
    }

    [Fact]
    public void Changes_AreTheFieldsThatDifferWithTheirValues()
    {
        var before = Right.Normalized();

        Assert.Empty(ContactChanges.Between(before, Right.Normalized()));
        Assert.Equal(
            [new FieldChange("nip", "7272341233", null), new FieldChange("phone", "+48 55 279 80 00 wew. 12", "600 100 200")],
            ContactChanges.Between(before, before with { Nip = null, Phone = "600 100 200" }));
    }

    [Fact]
    public void Merger_KeepsWhatStaysAndFillsItsBlanks()
    {
        var stays = new ContactDraft { Name = "Kwidzyn Papiernia", Phone = "600 100 200" };

        Assert.Equal(Right.Normalized() with { Name = "Kwidzyn Papiernia", Phone = "600 100 200" }, ContactChanges.Merged(stays, Right.Normalized()));
    }

    private static ContactDraft With(string field, string? value) => field switch
    {
        "name" => Right with { Name = value },
        "nip" => Right with { Nip = value },
        "regon" => Right with { Regon = value },
        "address" => Right with { Address = value },
        "email" => Right with { Email = value },
        "phone" => Right with { Phone = value },
        _ => Right with { EDeliveryAddress = value },
    };
}
