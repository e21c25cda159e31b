using System.Net.Sockets;
using System.Text;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>An answer to a fault is written anew from nothing: it must not lose what protects it.</summary>
public sealed class FaultHeadersTests(House house)
{
    [Theory]
    [InlineData("zz")]
    [InlineData("ffffffffffffffff")]
    public async Task BrokenChunk_IsRefusedWithTheSecurityHeaders(string size)
    {
        var tenant = await house.SignUpAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(house.First.Address.Host, house.First.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/correspondence HTTP/1.1\r\nHost: {house.First.Address.Authority}\r\nConnection: close\r\nAuthorization: Bearer {tenant.Token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);

        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        foreach (var header in (string[])["X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin", "Content-Security-Policy: default-src 'self'"])
            Assert.Contains(header, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("iso-8859-2")]
    public async Task FormOfAnotherCharset_IsRefused(string charset)
    {
        using var content = new StringContent("Email=a", Encoding.ASCII);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=" + charset);

        var answer = await Answer.ReadAsync(await house.First.Http.PostAsync(new Uri("/account/sign-in", UriKind.Relative), content));

        answer.Expect(System.Net.HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("<h1>", answer.Text, StringComparison.Ordinal);
    }
}
