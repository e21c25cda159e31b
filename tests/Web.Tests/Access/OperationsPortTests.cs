using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access;

public sealed class OperationsPortTests(House house)
{
    [Fact]
    public async Task Metrics_AnswerOnTheirOwnPort_WhateverTheHostHeaderSays()
    {
        var port = FreePort();
        await using var node = await WebNode.StartAsync(
            house.Database.ConnectionString,
            new("urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:0;http://127.0.0.1:{port}")),
            new("Web:OperationsPort", port.ToString(CultureInfo.InvariantCulture)));
        using var posing = new HttpRequestMessage(HttpMethod.Get, new Uri("/metrics", UriKind.Relative));
        posing.Headers.Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

        Assert.NotEqual(port, node.Address.Port);
        (await Answer.ReadAsync(await node.Http.SendAsync(posing))).Expect(HttpStatusCode.NotFound);
        (await Answer.ReadAsync(await node.Http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/metrics"))))).Expect(HttpStatusCode.OK);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
