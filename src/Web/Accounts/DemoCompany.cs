using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Legal;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

/// <summary>The demo company of a development machine: made when first entered, with a few letters and contracts.</summary>
public sealed class DemoCompany(
    IHostEnvironment environment, UserManager<Account> accounts, SignUp signUp, SignIn signIn, Sessions sessions,
    Agreements agreements, IGrainFactory grains, TimeProvider time)
{
    /// <summary>The address of its owner. Nobody knows the password: it is random, the button is the only way in.</summary>
    public const string Email = "demo@alesekretariat.example";

    private const string Company = "Introligatornia Żuraw";

    /// <summary>Whether there is one: in Development only.</summary>
    public bool IsOffered => environment.IsDevelopment();

    /// <summary>Makes the company unless it is there, and signs its owner in.</summary>
    /// <exception cref="InvalidOperationException">Not in Development.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (!IsOffered)
            throw new InvalidOperationException("There is a demo company in Development only.");
        var account = await accounts.FindByEmailAsync(Email) ?? await MakeAccountAsync();
        var owner = await OwnerAsync(account, cancellation);
        await FillAsync(owner);
        await signIn.BeginAsync(account, remember: false, cancellation);
    }

    private async Task<Account> MakeAccountAsync()
    {
        var now = time.GetUtcNow();
        var account = new Account { Id = Guid.CreateVersion7(now), UserName = Email, Email = Email, EmailConfirmed = true, CreatedAt = now };
        agreements.Sign(account, company: account.Id);
        if (await signUp.CreateAsync(account, Guid.NewGuid().ToString()) is null)
            return account;
        return await accounts.FindByEmailAsync(Email) ?? throw new InvalidOperationException("The demo account could not be made.");
    }

    private async Task<Actor> OwnerAsync(Account account, CancellationToken cancellation)
    {
        var memberships = await sessions.MembershipsOfAsync(account.Id, cancellation);
        if (memberships is [var company, ..])
            return new Actor(company.TenantId, account.Id, account.Name, company.Role, ActorKind.Browser);
        // The account's id serves as the company's: of two clicks at once both open the same one.
        var opened = await signUp.OpenCompanyAsync(account, account.Id, Company, "5260250274");
        return opened.Granted(out var tenant, out var refusal)
            ? new Actor(tenant.TenantId, account.Id, account.Name, TenantRole.Owner, ActorKind.Browser)
            : throw new InvalidOperationException($"The demo company was refused: {refusal}");
    }

    /// <summary>Registers what is missing: each entry has a key of its own, so that two clicks register it once.</summary>
    private async Task FillAsync(Actor owner)
    {
        var tenant = grains.GetGrain<ITenantGrain>(owner.TenantId);
        var status = await GrainCall.RepeatAsync(() => tenant.Status(owner));
        if (!status.Granted(out var snapshot, out _) || snapshot.Correspondence.Used > 0 || snapshot.Contracts.Used > 0)
            return;
        var today = WarsawTime.DateOf(snapshot.ServerTime);
        foreach (var (letter, i) in Letters(today).Select((letter, i) => (letter, i)))
            Accept(await GrainCall.RepeatAsync(() => tenant.RegisterCorrespondence(letter, Key("letter", i), owner)));
        foreach (var (contract, i) in Contracts(today).Select((contract, i) => (contract, i)))
            Accept(await GrainCall.RepeatAsync(() => tenant.RegisterContract(contract, Key("contract", i), owner)));
    }

    private static IdempotencyKey Key(string kind, int place) => new("demo", $"{kind}-{place}", new byte[32]);

    private static void Accept<T>(Outcome<T> outcome)
        where T : class
    {
        if (!outcome.Granted(out _, out var refusal))
            throw new InvalidOperationException($"A demo entry was refused: {refusal}");
    }

    private static IEnumerable<RegisterCorrespondence> Letters(DateOnly today) =>
    [
        new()
        {
            Direction = Direction.Incoming, CorrespondentName = "Urząd Skarbowy w Łodzi-Śródmieściu", Reference = "1009-SPV.4020.118.2026",
            Subject = "Wezwanie do złożenia wyjaśnień do deklaracji VAT za wrzesień", LetterDate = today.AddDays(-4),
            DeliveryMethod = DeliveryMethod.RegisteredWithReceipt, DueOn = today.AddDays(14),
        },
        new()
        {
            Direction = Direction.Incoming, CorrespondentName = "Drukarnia Pod Wiązem sp. z o.o.", Reference = "ZAM/311/2026",
            Subject = "Zamówienie na oprawę 400 egz. kroniki parafialnej", DeliveryMethod = DeliveryMethod.Email,
        },
        new()
        {
            Direction = Direction.Incoming, CorrespondentName = "PGE Obrót S.A.", Subject = "Faktura za energię elektryczną, październik",
            LetterDate = today.AddDays(-7), DeliveryMethod = DeliveryMethod.Ordinary, DueOn = today.AddDays(10),
        },
        new()
        {
            Direction = Direction.Outgoing, CorrespondentName = "Biblioteka Miejska w Pabianicach", Reference = "OF/27/2026",
            Subject = "Oferta na konserwację zbioru map z XIX wieku", DeliveryMethod = DeliveryMethod.Registered,
        },
        new()
        {
            Direction = Direction.Outgoing, CorrespondentName = "Zakład Ubezpieczeń Społecznych, Oddział w Łodzi",
            Subject = "Odpowiedź na pismo w sprawie wpłaty składek", DeliveryMethod = DeliveryMethod.EDelivery, EDeliveryAddress = "AE:PL-12345-67890-ABCDE-12",
        },
        new()
        {
            Direction = Direction.Internal, CorrespondentName = "Pracownia oprawy", Subject = "Zapotrzebowanie na skórę kozią i płótno, grudzień",
            DueOn = today.AddDays(3),
        },
    ];

    private static IEnumerable<RegisterContract> Contracts(DateOnly today) =>
    [
        new()
        {
            Subject = "Najem pracowni przy ul. Piotrkowskiej 217, lokal 4", Parties = [new(null, "Spółdzielnia Rzemieślnicza Bławat", null, "wynajmujący")],
            SignedOn = today.AddYears(-1), ValidFrom = today.AddYears(-1), ValidTo = today.AddMonths(5), Value = 3450.00m,
            Notice = new ContractNotice(3, NoticeUnit.Months, NoticeEffect.EndOfMonth),
        },
        new()
        {
            Subject = "Serwis gilotyny i prasy introligatorskiej", Parties = [new(null, "Mechanika Precyzyjna Wolski", null, "wykonawca")],
            CounterpartyNumber = "S/88/2026", SignedOn = today.AddMonths(-2), ValidTo = today.AddMonths(10), Value = 4800.00m,
            Notice = new ContractNotice(30, NoticeUnit.Days, NoticeEffect.None),
        },
        new()
        {
            Subject = "Oprawa ksiąg stanu cywilnego, umowa ramowa", Parties = [new(null, "Urząd Miasta Pabianice", null, "zamawiający")],
            CounterpartyNumber = "WO.272.14.2026", SignedOn = today.AddDays(-20), Value = 27900.00m,
        },
    ];
}
