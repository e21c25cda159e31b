using System.Collections.Concurrent;
using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>Whatever people type stays out of the logs (docs/personal-data.md), our own at their most talkative.</summary>
public sealed class LogRedactionTests(House house)
{
    [Fact]
    public async Task SignUpSignInAndLetter_LeaveNothingTypedInTheLogs()
    {
        var logs = new Logs();
        await using var node = await WebNode.StartAsync(house.Database.ConnectionString, new("Logging:LogLevel:AleSekretariat", "Trace"), new("Logging:LogLevel:Microsoft.AspNetCore", "Information"));
        node.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        house.Silo.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);

        var tenant = await TenantClient.SignUpAsync(node, "Tajemnicza Firma Handlowa");
        await tenant.RegisterLetterAsync("Tajemniczy przedmiot pisma");
        (await tenant.PostAsync("/api/v1/correspondence", new { direction = "Tajemniczy kierunek", subject = "Tajemniczy przedmiot pisma" })).Expect(HttpStatusCode.BadRequest);
        var browser = await BrowserSession.SignInAsync(node, tenant.Email, tenant.Password);
        (await browser.GetAsync(node, "/correspondence?q=Tajemnicze+szukanie")).Expect(HttpStatusCode.OK);
        await BrowserSession.Stranger.PostAsync(node, "/account/sign-in", [new("Email", tenant.Email), new("Password", "tajemnicze złe hasło")], tokenFrom: "/account/sign-in");
        await BrowserSession.Stranger.PostAsync(node, "/account/sign-in", [new("Email", "tajemniczy@obcy.example"), new("Password", "tajemnicze złe hasło")], tokenFrom: "/account/sign-in");
        logs.Seal();

        Assert.NotEmpty(logs.Lines);
        string[] typed = [tenant.Email, tenant.Password, tenant.Token, "ajemnicz"];
        Assert.DoesNotContain(logs.Lines, line => typed.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Everything that is logged, with names and values of its places.</summary>
    private sealed class Logs : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();
        private volatile bool _sealed;

        public IReadOnlyCollection<string> Lines => _lines;

        public void Seal() => _sealed = true;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Keep($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Keep($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }

        private void Keep(string line)
        {
            if (!_sealed)
                _lines.Enqueue(line);
        }
    }
}
