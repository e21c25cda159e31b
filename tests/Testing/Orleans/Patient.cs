using AleSekretariat.Grains.Abstractions;

namespace AleSekretariat.Testing.Orleans;

/// <summary>A caller as the web node is one: asks again where that may help.</summary>
public static class Patient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Calls until it is answered.</summary>
    public static async Task<T> Call<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (RetryableFault.Is(e) && !limit.IsCancellationRequested)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    /// <summary>Looks until it is so.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Not within {Limit}: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
