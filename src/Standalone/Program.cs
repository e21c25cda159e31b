using System.ComponentModel.DataAnnotations;
using AleSekretariat.Database;
using AleSekretariat.Database.Embedded;
using AleSekretariat.Keys;
using AleSekretariat.Silo;
using AleSekretariat.Standalone;
using AleSekretariat.Web;

// Silo, web node and, unless a connection string is given, a private PostgreSQL: everything in one process, for one machine.
var builder = WebApplication.CreateBuilder(StandaloneDefaults.Options(args));

using var startLog = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
try
{
    builder.Configuration.AddSecretFiles();
    await using var database = await StandaloneDatabase.StartAsync(
        builder.Configuration, startLog.CreateLogger<StandaloneDatabase>(), CancellationToken.None);
    builder.AddSilo(configure: silo => silo with { Port = 0, GatewayPort = 0, Alone = database.IsEmbedded });
    builder.AddWeb();

    var app = builder.Build();
    app.UseWeb();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is ValidationException or EmbeddedPostgresException or DatabaseConfigurationException or MigrationFailedException)
{
    // Whoever started it can mend these: the message says how, a stack trace would hide it.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
