using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AleSekretariat.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>Somebody at a browser: does what the screen offers, by the words on it, and hears what the console complains of.</summary>
internal sealed partial class Person : IAsyncDisposable
{
    public const string Password = "cztery-przypadkowe-slowa";

    private static readonly HttpClient Http = new();
    private readonly RunningProduct _product;
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Person(RunningProduct product, IBrowserContext context, IPage page, string email)
    {
        _product = product;
        _context = context;
        Page = page;
        Email = email;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    public string Email { get; }

    /// <summary>What the browser's console complained of, except a connection that the test itself cut and the status of a form that was refused.</summary>
    public IReadOnlyList<string> Complaints => _complaints
        .Where(text => !text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal) && !text.Contains("status of 422", StringComparison.Ordinal))
        .ToList();

    public ILocator EntriesMeter => Page.GetByRole(AriaRole.Meter, new() { NameRegex = Entries() }).First;

    public ILocator ContractsMeter => Page.GetByRole(AriaRole.Meter, new() { NameRegex = Contracts() }).First;

    public static async Task<Person> AtTheirDeskAsync(RunningProduct product, string? email = null, ColorScheme scheme = ColorScheme.Light, string locale = "pl-PL",
        string? host = null)
    {
        var context = await product.Browser.NewContextAsync(new()
        {
            BaseURL = host is null ? product.Host.Address.ToString() : new UriBuilder(product.Host.Address) { Host = host }.ToString(),
            Locale = locale,
            ColorScheme = scheme,
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        return new Person(product, context, await context.NewPageAsync(), email ?? $"{Guid.NewGuid():N}@zuraw.example");
    }

    public async Task SignUpAsync(string company)
    {
        await Page.GotoAsync("/account/sign-up");
        await Page.GetByLabel("Nazwa firmy").FillAsync(company);
        await Page.GetByLabel("E-mail").FillAsync(Email);
        await Page.GetByLabel("Hasło").FillAsync(Password);
        await Page.GetByLabel("Akceptuję regulamin").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Załóż konto" }).ClickAsync();
        await ArriveAsync();
    }

    public async Task SignInAsync()
    {
        await Page.GotoAsync("/account/sign-in");
        await TrySignInAsync(Password);
        await ArriveAsync();
    }

    /// <summary>Fills in and sends the form of the page for signing in, and waits for nothing.</summary>
    public async Task TrySignInAsync(string password)
    {
        await Page.GetByLabel("E-mail").FillAsync(Email);
        await Page.GetByLabel("Hasło").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się", Exact = true }).ClickAsync();
    }

    /// <summary>Goes where the user menu leads under these words.</summary>
    public async Task ChooseAsync(string words)
    {
        await OpenMenuAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = words }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    public Task OpenMenuAsync() => Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Użytkownik") }).ClickAsync();

    /// <summary>Follows the link that came after signing up: invitations wait for that.</summary>
    public async Task ConfirmAddressAsync()
    {
        await Page.GotoAsync(await ReadLinkAsync("Potwierdź swój adres e-mail"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Potwierdź adres" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Przejdź do aplikacji" }).ClickAsync();
        await ArriveAsync();
    }

    /// <summary>Invites somebody from the page of people, with an address that is confirmed.</summary>
    public async Task InviteAsync(Person guest, string role)
    {
        await Page.GotoAsync("/account/people");
        await Page.GetByLabel("E-mail").FillAsync(guest.Email);
        await Page.GetByLabel("Rola").SelectOptionAsync(role);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Wyślij zaproszenie" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Zaproszenia" }).GetByText(guest.Email)).ToBeVisibleAsync();
    }

    /// <summary>Opens the invitation that came by mail, and joins as somebody who is new here.</summary>
    public async Task JoinAsync(string company)
    {
        await Page.GotoAsync(await ReadLinkAsync($"Zaproszenie do aleSekretariatu: {company}"));
        await Page.GetByLabel("Ustal hasło").FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Załóż konto i dołącz" }).ClickAsync();
        await ArriveAsync();
    }

    /// <summary>Waits for a mail and takes the link out of it.</summary>
    public async Task<string> ReadLinkAsync(string subject)
    {
        var mail = await TestMails.ArrivedAsync(Email, subject, TestContext.Current.CancellationToken);
        return LinkInMail().Match(mail.TextBody!).Value;
    }

    /// <summary>Waits until the list of letters is there: what a person waits for, not an event of the browser.</summary>
    public async Task ArriveAsync() =>
        await Expect(Page.GetByRole(AriaRole.Heading, new() { NameRegex = Letters(), Level = 1 })).ToBeVisibleAsync();

    /// <summary>Fills the form of a new letter, without saving.</summary>
    public async Task WriteLetterAsync(string subject, string sender)
    {
        await Page.GotoAsync("/correspondence/new");
        await Page.GetByLabel("Nadawca").FillAsync(sender);
        await Page.GetByLabel("Przedmiot").FillAsync(subject);
    }

    public async Task SaveAsync() => await Page.GetByRole(AriaRole.Button, new() { NameRegex = Save() }).ClickAsync();

    /// <summary>Registers a letter and reads its number off the stamp.</summary>
    public async Task<string> RegisterLetterAsync(string subject, string sender)
    {
        await WriteLetterAsync(subject, sender);
        await SaveAsync();
        return await Page.GetByTestId("number").InnerTextAsync();
    }

    /// <summary>Registers a contract that prolongs itself and may be left with a month's notice; answers its address.</summary>
    public async Task<string> RegisterContractAsync(string subject, string party)
    {
        await Page.GotoAsync("/contracts/new");
        await Page.GetByLabel("Przedmiot").FillAsync(subject);
        await Page.GetByLabel("Nazwa").First.FillAsync(party);
        await Page.GetByLabel("Data zawarcia").FillAsync("12.12.2024");
        await Page.GetByLabel("Do, ostatni dzień").FillAsync("31.12.2095");
        await Page.GetByLabel("O ile").FillAsync("12");
        await Page.GetByLabel("Okres", new() { Exact = true }).FillAsync("1");
        await Page.GetByLabel("Wartość netto").FillAsync("1 650,00");
        await Page.GetByLabel("Okresowość").SelectOptionAsync("monthly");
        await SaveAsync();
        await Expect(Page.GetByTestId("number")).ToContainTextAsync("UM/1/");
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>A personal token of this person, as a program gets one.</summary>
    public async Task<HttpClient> ApiAsync()
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(_product.Host.Address, "/api/v1/tokens"), new { email = Email, password = Password, name = "test" });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        return new HttpClient { BaseAddress = _product.Host.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    public Task LoseTheNetworkAsync() => _context.SetOfflineAsync(true);

    public Task FindTheNetworkAsync() => _context.SetOfflineAsync(false);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    [GeneratedRegex(@"https?://\S+/account/\S+")]
    private static partial Regex LinkInMail();

    [GeneratedRegex("^(Korespondencja|Correspondence)")]
    private static partial Regex Letters();

    [GeneratedRegex("^(Wpisy|Entries)")]
    private static partial Regex Entries();

    [GeneratedRegex("^(Umowy|Contracts)")]
    private static partial Regex Contracts();

    [GeneratedRegex("^(Zapisz|Zarejestruj|Spróbuj ponownie|Save|Register|Try again)")]
    private static partial Regex Save();
}
