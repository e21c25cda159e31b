using System.ComponentModel.DataAnnotations;
using AleSekretariat.Database;
using AleSekretariat.Web;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddWeb();
    builder.AddWebClusterClient();
    await using var app = builder.Build();
    app.UseWeb();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is ValidationException or DatabaseConfigurationException)
{
    // A wrong setting: what to do about it, without a stack trace.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 0; // asked to stop while it still waited for a silo
}
