using System.Collections.Concurrent;
using System.Net;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>Who was refused what can be told from the log, and nothing of what they typed.</summary>
public sealed class RefusalLogTests(House house)
{
    [Fact]
    public async Task ForeignId_RoleAndForgedForm_AreLoggedWithWhoAndWhere()
    {
        var lines = Listen();
        var owner = await house.SignUpAsync();
        var letter = (await owner.RegisterLetterAsync()).GetProperty("id").GetGuid();
        var stranger = await house.SignUpAsync();

        (await stranger.GetAsync($"/api/v1/correspondence/{letter}")).Expect(HttpStatusCode.NotFound);
        var browser = await BrowserSession.SignInAsync(house.First, stranger.Email, stranger.Password);
        (await browser.PostAsync(house.First, "/billing/green", [new("Note", "Nie do dziennika")], tokenFrom: null)).Expect(HttpStatusCode.BadRequest);

        var own = lines.Where(line => line.Contains(stranger.TenantId.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Contains(own, line => line.StartsWith("404 to GET /api/v1/correspondence/{id", StringComparison.Ordinal) && line.Contains("from 127.0.0.1", StringComparison.Ordinal));
        Assert.Contains(own, line => line.StartsWith("400 to POST billing/green", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(own, line => line.Contains(letter.ToString(), StringComparison.Ordinal) || line.Contains("dziennika", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnknownToken_IsLoggedWithoutTheToken()
    {
        var lines = Listen();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/status", UriKind.Relative));
        var token = "ale_" + new string('q', 43);
        request.Headers.Authorization = new("Bearer", token);

        (await Answer.ReadAsync(await house.First.Http.SendAsync(request))).Expect(HttpStatusCode.Unauthorized);

        Assert.Contains(lines, line => line.StartsWith("401 to GET /api/v1/status", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    private ConcurrentQueue<string> Listen()
    {
        var listener = new Listener();
        house.First.Services.GetRequiredService<ILoggerFactory>().AddProvider(listener);
        return listener.Lines;
    }

    private sealed class Listener : ILoggerProvider, ILogger
    {
        private static readonly string Category = typeof(RefusalLog).FullName!;
        private bool _isOurs;

        public ConcurrentQueue<string> Lines { get; private init; } = new();

        public ILogger CreateLogger(string categoryName) => new Listener { Lines = Lines, _isOurs = categoryName == Category };

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => _isOurs;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (_isOurs)
                Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
