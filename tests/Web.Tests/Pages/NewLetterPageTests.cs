using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Pages;

/// <summary>The form of a new letter without a script: refusals, mistakes and repeats.</summary>
public sealed class NewLetterPageTests(House house)
{
    private const string Page = "/correspondence/new";

    [Fact]
    public async Task Letter_RightlyTyped_GetsANumberOnItsStamp()
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = await secretary.SendAsync(Page, ("Form.Direction", "outgoing"), ("Form.Correspondent", "ZUS II Oddział w Łodzi"), ("Form.Subject", "Odpowiedź na wezwanie"), ("Form.LetterDate", "2.1.2020"));

        answer.Expect(HttpStatusCode.Redirect);
        var saved = await secretary.GetAsync(answer.Headers.Location!.ToString());
        Assert.Contains("""data-testid="number">WYS/1/""", saved.Text, StringComparison.Ordinal);
        Assert.Contains("02.01.2020", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EleventhLetter_IsRefusedWithItsTextKeptAndTheWayToPackages()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(10);
        using var secretary = await Visitor.OfAsync(tenant);

        var answer = await secretary.SendAsync(Page, ("Form.Direction", "incoming"), ("Form.Correspondent", "Spółdzielnia „Snutka”"), ("Form.Subject", "Zamówienie 24 albumów <b>"), ("Form.DueOn", "4.12"));

        answer.Expect(HttpStatusCode.OK);
        Assert.Contains("Tego pisma nie zarejestrowano: to byłby 11. wpis w", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Limit odnowi się 1 ", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Silver mieści 100 wpisów i kosztuje 23,37 zł brutto", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""href="/billing/packages">Zobacz pakiety""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""value="Spółdzielnia „Snutka”""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\nZamówienie 24 albumów <b></textarea>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""value="4.12""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Spróbuj ponownie", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_AreAllToldAtTheirFieldsWithTheTextKept()
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = await secretary.SendAsync(Page, ("Form.Direction", "incoming"), ("Form.Subject", "ab"), ("Form.Date", "31.11.2026"));

        answer.Expect(HttpStatusCode.OK);
        Assert.Contains("""id="Form_Date_error">To nie jest data.""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_Subject_error">Za krótkie""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""value="31.11.2026""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""aria-describedby="Form_Date_error" aria-invalid="true""", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_SentTwice_RegistersOnce()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var page = await secretary.GetAsync(Page);
        (string, string)[] typed = [("Form.Direction", "incoming"), ("Form.Subject", "Pismo wysłane dwa razy")];

        var first = await secretary.SendAsync(Page, page, typed);
        var second = await secretary.SendAsync(Page, page, typed);

        Assert.Equal(first.Expect(HttpStatusCode.Redirect).Headers.Location, second.Expect(HttpStatusCode.Redirect).Headers.Location);
        Assert.Equal(1, (await tenant.StatusAsync()).GetProperty("correspondence").GetProperty("used").GetInt32());
    }

    [Fact]
    public async Task Form_SentAgainWithAnotherText_IsToldInsteadOfRegisteredTwice()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var page = await secretary.GetAsync(Page);
        await secretary.SendAsync(Page, page, ("Form.Direction", "incoming"), ("Form.Subject", "Pierwsza treść"));

        var again = await secretary.SendAsync(Page, page, ("Form.Direction", "incoming"), ("Form.Subject", "Druga treść"));

        Assert.Contains("Ten formularz zapisano już wcześniej", again.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        // The form now carries a new key: saving once more is meant.
        (await secretary.SendAsync(Page, again, ("Form.Direction", "incoming"), ("Form.Subject", "Druga treść"))).Expect(HttpStatusCode.Redirect);
        Assert.Equal(2, (await tenant.StatusAsync()).GetProperty("correspondence").GetProperty("used").GetInt32());
    }

    [Theory]
    [InlineData("", "", "To pole jest wymagane.")]
    [InlineData("sideways", "", "Nieznana wartość.")]
    [InlineData("incoming", "pigeon", "Nieznana wartość.")]
    public async Task Save_UnknownChoice_IsRefusedAtItsFieldAndNothingIsStored(string direction, string delivery, string message)
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);

        var answer = (await secretary.SendAsync(Page, ("Form.Direction", direction), ("Form.Delivery", delivery), ("Form.Subject", "Pismo znikąd"))).Expect(HttpStatusCode.OK);

        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Contains("Pismo znikąd", answer.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task Save_TooLargeForm_IsTooLargeAndNothingIsStored()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);

        (await secretary.SendAsync(Page, ("Form.Direction", "incoming"), ("Form.Subject", new string('x', 1_500_000)))).Expect(HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Theory]
    [InlineData("/correspondence?q=%00")]
    [InlineData("/correspondence?q=a%00b%07")]
    [InlineData("/contracts?q=%00")]
    [InlineData("/correspondence?q=%ED%A0%80")]
    public async Task List_SearchForWhatNoTextHolds_FindsWhatItCan(string address)
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        (await secretary.GetAsync(address)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refusal_InEnglish_IsCompletelyEnglish()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(10);
        using var secretary = await Visitor.OfAsync(tenant);
        await secretary.SendAsync("/account/preferences?handler=language", await secretary.GetAsync(Page), ("value", "en"), ("returnUrl", Page));

        var answer = await secretary.SendAsync(Page, ("Form.Direction", "incoming"), ("Form.Subject", "Eleventh letter"));

        Assert.Contains("This letter was not registered: it would be entry number 11 in", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""<html lang="en""", answer.Text, StringComparison.Ordinal);
    }
}
