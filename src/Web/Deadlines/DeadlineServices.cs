using System.Globalization;
using System.Text;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Deadlines;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Deadlines;

/// <summary>Wiring of deadlines and their calendar feeds.</summary>
internal static class DeadlineServices
{
    // More than a year of a busy office; calendars take no pages.
    private const int MostEvents = 1000;

    public static void AddDeadlines(this IServiceCollection services)
    {
        services.AddSingleton<DeadlineReads>().AddSingleton<CalendarFeeds>();
        services.AddScoped<DeadlineWords>().AddScoped<CalendarFile>().AddScoped<Digest>();
        services.AddSingleton<DigestSubscriptions>().AddSingleton<DigestWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<DigestWorker>());
    }

    public static void MapCalendarFeeds(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/calendar/{token}.ics", ReadAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(
        string token, CalendarFeeds feeds, DeadlineReads reads, CalendarFile file, WebOptions options, HttpContext http, TimeProvider time, CancellationToken cancellation)
    {
        if (await feeds.ReaderOfAsync(token, cancellation) is not { } reader)
            return TypedResults.NotFound();
        var letters = new List<DueLetter>();
        string? cursor = null;
        do
        {
            var page = await reads.LettersAsync(reader.Actor, mine: false, Cursor.MostItems, cursor, cancellation);
            letters.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && letters.Count < MostEvents);

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(RequestCultures.CultureOf(reader.Culture));
        // A calendar keeps what it was given: links lead to our own address, whatever Host the request said.
        var site = options.PublicAddress ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}");
        return TypedResults.Text(file.Of(reader.Company, letters, site, time.GetUtcNow()), "text/calendar", Encoding.UTF8);
    }
}
