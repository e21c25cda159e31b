using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>One lane of hostile requests, drawn by its own dice.</summary>
internal sealed partial class Attacker(Uri address, int lane, Dice dice, Api api, IReadOnlyList<string> pages, IReadOnlyList<Form> forms, IReadOnlyList<string> victimsIds, Findings findings)
{
    // A company is worn out soon: its quota is used, its owner signed out, its clock moved.
    private const int RequestsACompany = 120;
    private const int RequestsOfAStranger = 8;
    private static readonly string[] Verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "FOO", "HX"];

    private static readonly (string, string)[] OddHeaders =
    [
        ("X-Forwarded-For", "1.2.3.4, \"x"), ("X-HTTP-Method-Override", "DELETE"), ("Origin", "null"), ("Referer", "http://evil.example"), ("Range", "bytes=0-1,5-,-3"), ("Expect", "100-continue"), ("If-None-Match", "*"), ("X-Original-URL", "/account/close"), ("Accept-Encoding", "gzip;q=x, br"), ("traceparent", "00-zz-zz-zz"), ("HX-Request", "true"), ("HX-Target", "more"), ("Sec-WebSocket-Version", "1"), ("Upgrade", "websocket"),
    ];

    private static readonly (string, string)[] BrokenHeaders =
    [
        ("Host", ""), ("Host", "a, b"), ("Host", "evil.example:99999"), ("Content-Length", "-1"), ("Content-Length", "abc"), ("Content-Length", "99999999999999999999"), ("Transfer-Encoding", "chunked, identity"), ("Transfer-Encoding", "x"), ("X", new string('a', 40_000)), ("X\u0001", "a"), ("X", "a\u0000b"), ("", "a"), ("X", "a\rb"), ("Connection", "upgrade, close"), ("Cookie", new string('c', 30_000)),
    ];

    private Target _target = null!;
    private int _left;
    private int _sent;

    public async Task RunAsync(int requests)
    {
        while (_sent < requests)
        {
            if (_left <= 0)
            {
                _target = await Target.OpenAsync(address);
                _left = RequestsACompany;
            }

            switch (dice.Below(100))
            {
                case < 48:
                    await CallApiAsync();
                    break;
                case < 72:
                    await SendFormAsync();
                    break;
                case < 86:
                    await OpenPageAsync();
                    break;
                case < 91:
                    await ConfuseMethodAsync();
                    break;
                case < 97:
                    await BreakHttpAsync();
                    break;
                case < 98:
                    await BurstAsync();
                    break;
                default:
                    await OutOfOrderAsync();
                    break;
            }
        }
    }

    private string SomeId() => dice.Below(10) switch
    {
        < 5 => dice.Of(_target.Ids),
        < 7 => dice.Of(victimsIds),
        < 8 => _target.TenantId.ToString(),
        _ => dice.Id().ToString(),
    };

    private async Task CallApiAsync()
    {
        var call = dice.Of(api.Calls);
        var path = Parameter().Replace(call.Path, _ => dice.Chance(80) ? SomeId() : HostileValues.Encoded(HostileValues.Text(dice), dice));
        if (call.Method == "GET" || dice.Chance(5))
            path += Query(["q", "limit", "cursor", "direction", "status", "x"]);
        var body = call.Schema is { } schema ? HostileValues.Bytes(new HostileJson(api.Schemas, dice, SomeId).Body(schema)) : dice.Chance(3) ? "{}"u8.ToArray() : null;
        var headers = new List<(string, string)>();
        if (body is not null)
            headers.Add(("Content-Type", dice.Chance(92) ? "application/json" : dice.Of((string[])["", "text/plain", "application/json; charset=utf-16", "application/xml", "multipart/form-data", "multipart/form-data; boundary=\"", "application/problem+json", "json", "application/x-www-form-urlencoded"])));
        AddAuthorization(headers);
        AddOddHeaders(headers);
        var answer = await SendAsync(new WireRequest(call.Method, path, headers, body), _ => Wire.SendAsync(address, _));
        Remember(answer);
    }

    private void AddAuthorization(List<(string, string)> headers)
    {
        if (dice.Chance(90))
        {
            headers.Add(("Authorization", "Bearer " + _target.Token));
            if (dice.Chance(97))
                return;
        }

        headers.Add(("Authorization", dice.Of((string[])["Bearer", "Bearer ", "Basic YTpi", "Bearer ale_", "Bearer ale_" + new string('A', 43), "Bearer ale_" + new string('A', 5000), "bearer " + _target.Token + "x", "Bearer \u00ff\u00fe", "Bearer " + _target.Token + ", Bearer x"])));
    }

    private void AddOddHeaders(List<(string, string)> headers)
    {
        if (dice.Chance(25))
            headers.Add(("Idempotency-Key", dice.Of((string[])["klucz", "k" + dice.Below(3), "", " ", new string('k', 200), new string('k', 201), "a b", "\u00e9", "k\u0001"])));
        if (dice.Chance(4))
            headers.Add(("Idempotency-Key", "drugi"));
        if (dice.Chance(8))
            headers.Add(("If-Match", dice.Of((string[])["*", "\"1\"", "W/\"1\"", "1", "\"", "\"99999999999999999999\"", "\"-1\"", "\"1\", \"2\"", "", "\"\u00ff\""])));
        if (dice.Chance(8))
            headers.Add(("Accept-Language", dice.Of((string[])["en", "pl", "xx-YY", "*", "en;q=9", "pl;q=abc", ",,,", new string('a', 3000), "\u00ff", "zh-Hant-TW-x-private", "en,en,en,en,en,en"])));
        if (dice.Chance(4))
            headers.Add(("Accept", dice.Of((string[])["text/html", "*/*;q=0", "application/xml", "x", "/"])));
        if (dice.Chance(4))
            headers.Add(dice.Of(OddHeaders));
    }

    private string Query(IReadOnlyList<string> names)
    {
        var parts = new List<string>();
        for (var i = dice.Below(4); i > 0; i--)
        {
            var name = dice.Of(names);
            var value = name == "cursor" && dice.Chance(60) ? Cursor() : name == "limit" && dice.Chance(50) ? dice.Of((string[])["0", "1", "200", "201", "-1", "1.5", "99999999999"]) : HostileValues.Encoded(HostileValues.Text(dice), dice);
            parts.Add(dice.Below(12) switch { 0 => name, 1 => $"{name}[]={value}", 2 => "=" + value, 3 => $"{name}={value}&{name}={value}", _ => $"{name}={value}" });
        }

        var query = parts.Count > 0 ? "?" + string.Join('&', parts) : "";
        return query.Length > 6000 ? query[..6000] : query;
    }

    private string Cursor()
    {
        var bytes = dice.Chance(50) ? dice.Id().ToByteArray() : Encoding.UTF8.GetBytes(dice.Of((string[])["0", "{}", "2026-11-25", "\0\0\0\0", dice.Id().ToString()]));
        return WebUtility.UrlEncode(dice.Chance(50) ? Convert.ToBase64String(bytes) : Convert.ToHexString(bytes));
    }

    private async Task SendFormAsync()
    {
        var form = dice.Of(forms);
        var page = await SendAsync(new WireRequest("GET", OwnPath(form.Page), [], null), _target.Browser.SendAsync);
        var token = Forms.In(form.Page, page.Text).SelectMany(f => f.Fields).FirstOrDefault(field => field.Name == Forms.Token).Value ?? "";
        var spoilt = form.Fields.Count > 0 ? dice.Of(form.Fields).Name : "";
        var fields = new List<(string Name, string Value)>();
        foreach (var (name, value) in form.Fields.DistinctBy(field => field.Name))
        {
            if (name == Forms.Token)
                AddToken(fields, token);
            else if (name != spoilt)
                fields.Add((name, HostileValues.Encoded(dice.Chance(90) ? Usual(name, value) : HostileValues.Text(dice))));
            else if (!dice.Chance(10))
                fields.Add((name + (dice.Chance(5) ? "[0]" : ""), HostileValues.Encoded(HostileValues.Text(dice), dice)));
            if (dice.Chance(3))
                fields.Add((name, "2"));
        }

        if (dice.Chance(5))
            fields.Add((dice.Of((string[])["TenantId", "Form.Form.Form", "Form[", "Form.Parties[2147483647].Name", "Form.Parties[0].Name", "[0]", "handler", "id"]), SomeId()));
        if (dice.Chance(1))
            fields.AddRange(Enumerable.Range(0, 1100).Select(i => ($"f{i}", "1")));
        var body = Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{field.Name.Replace("[", "%5B", StringComparison.Ordinal)}={field.Value}")));
        var headers = new List<(string, string)> { ("Content-Type", dice.Chance(93) ? "application/x-www-form-urlencoded" : dice.Of((string[])["multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-7", ""])) };
        if (dice.Chance(15))
            headers.Add(("HX-Request", "true"));
        if (dice.Chance(50))
            headers.Add(("Sec-Fetch-Site", dice.Of((string[])["same-origin", "cross-site", "none", "x"])));
        AddOddHeaders(headers);
        await SendAsync(new WireRequest("POST", OwnPath(form.Action), headers, body), _target.Browser.SendAsync);
    }

    private void AddToken(List<(string, string)> fields, string token)
    {
        switch (dice.Below(20))
        {
            case 0:
                break;
            case 1:
                fields.Add((Forms.Token, ""));
                break;
            case 2:
                fields.Add((Forms.Token, HostileValues.Encoded(HostileValues.Text(dice), dice)));
                break;
            case 3:
                fields.Add((Forms.Token, WebUtility.UrlEncode(token)));
                fields.Add((Forms.Token, "x"));
                break;
            case 4:
                fields.Add((Forms.Token, WebUtility.UrlEncode(token[..(token.Length / 2)])));
                break;
            default:
                fields.Add((Forms.Token, WebUtility.UrlEncode(token)));
                break;
        }
    }

    private static string Usual(string name, string value) => value.Length > 0 ? value
        : name.EndsWith("Subject", StringComparison.Ordinal) || name.EndsWith("Name", StringComparison.Ordinal) ? "Pismo"
        : name.EndsWith("Reason", StringComparison.Ordinal) ? "Pomyłka" : "";

    // The forms were found as somebody else: their entries are not ours.
    private string OwnPath(string path) => Id().Replace(path, _ => dice.Chance(70) ? dice.Of(_target.Ids) : SomeId());

    private Task<WireAnswer> OpenPageAsync()
    {
        var path = OwnPath(dice.Of(pages));
        path = dice.Below(10) switch
        {
            < 5 => path.Split('?')[0] + Query(["q", "cursor", "after", "direction", "id", "handler", "saved", "period", "ReturnUrl", "page", "code"]),
            5 => path + "/" + HostileValues.Encoded(HostileValues.Text(dice), dice),
            6 => path.ToUpperInvariant(),
            7 => path.Split('?')[0] + dice.Of((string[])["/", "//", "/.", "/..", "/%2e%2e", ";a=b", "%00", "%2f", "%5c", ".json", "~", "?handler=", "?handler=Row", "?handler=Row&id=x", "?handler=%00", "?handler=Switch", "?", "?=", "?&&&"]),
            8 => "/error/" + dice.Of((string[])["0", "200", "302", "400", "404", "500", "503", "599", "999", "-1", "abc", "99999999999", "%00"]),
            _ => "/" + string.Join('/', Enumerable.Range(0, 1 + dice.Below(4)).Select(_ => HostileValues.Encoded(HostileValues.Text(dice), dice))),
        };
        if (path.Length > 7000)
            path = path[..7000];
        var headers = new List<(string, string)>();
        AddOddHeaders(headers);
        if (dice.Chance(6))
            headers.Add(("Cookie", dice.Of((string[])["ale.session=x", "ale.session=", "ale.session=" + new string('A', 4000), "ale.culture=c%3Dxx", "ale.culture=%00", "ale.theme=<", "=;=;", "ale.antiforgery=x", "\u00ff=\u00ff", ".AspNetCore.Culture=c=zz|uic=zz"])));
        return SendAsync(new WireRequest("GET", path, headers, null), _target.Browser.SendAsync);
    }

    private Task<WireAnswer> ConfuseMethodAsync()
    {
        var headers = new List<(string, string)>();
        var toApi = dice.Chance(50);
        if (toApi)
            AddAuthorization(headers);
        AddOddHeaders(headers);
        var path = toApi ? Parameter().Replace(dice.Of(api.Calls).Path, _ => SomeId()) : OwnPath(dice.Of(pages));
        if (dice.Chance(10))
            path = dice.Of((string[])["/hubs/tenant", "/hubs/tenant/negotiate", "/hubs/tenant?access_token=x", "/health/ready", "/live/shell", "/scalar", "/openapi/v2.json", "/openapi/..json", "/css/", "/js/../appsettings.json", "/webhooks/stripe"]);
        return SendAsync(new WireRequest(dice.Of(Verbs), path, headers, dice.Chance(50) ? "{}"u8.ToArray() : null), toApi ? request => Wire.SendAsync(address, request) : _target.Browser.SendAsync);
    }

    /// <summary>Requests that are none: the server itself has to say no.</summary>
    private Task<WireAnswer> BreakHttpAsync()
    {
        var line = dice.Of((string[])["/\u0001", "/ /", "/\u00ff\u00fe", "*", "http://evil.example/", "//evil.example/", "/" + new string('a', 9000), "/%", "/%zz", "\\", "?", "/a b", "/correspondence#x", ""]);
        var header = dice.Of(BrokenHeaders);
        var request = dice.Below(4) switch
        {
            0 => new WireRequest("GET", line, [], null),
            1 => new WireRequest("GET", "/correspondence", [header], null),
            2 => new WireRequest(dice.Of((string[])["", "G T", "GET\u0000", new string('A', 9000), "\u00ff"]), "/", [], null),
            _ => new WireRequest("POST", "/api/v1/correspondence", [("Authorization", "Bearer " + _target.Token), ("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")], Encoding.ASCII.GetBytes(dice.Of((string[])["zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}", "-1\r\n", "2\r\n{}garbage\r\n0\r\n\r\n", "0\r\n\r\n"]))) { BreaksHttp = true },
        };
        // Chunked and a length at once is what the last one must not have.
        if (request.BreaksHttp)
            request = request with { Headers = [.. request.Headers, ("Content-Length", request.Body!.Length.ToString(CultureInfo.InvariantCulture))] };
        return SendAsync(request with { BreaksHttp = true }, wire => Wire.SendAsync(address, wire));
    }

    /// <summary>The same registration many times at once with one key: one entry.</summary>
    private async Task BurstAsync()
    {
        var contracts = dice.Chance(50);
        var json = contracts ? """{"subject":"Umowa naraz","parties":[{"name":"Strona"}]}""" : """{"direction":"incoming","subject":"Pismo naraz"}""";
        var request = _target.Authorized(Target.Json(contracts ? "/api/v1/contracts" : "/api/v1/correspondence", json));
        var keyed = request with { Headers = [.. request.Headers, ("Idempotency-Key", dice.Id().ToString("N"))] };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(keyed, wire => Wire.SendAsync(address, wire))));
        var ids = answers.Where(answer => answer.Status == 201).Select(IdOf).Distinct().ToList();
        if (ids.Count > 1)
            findings.Add(lane, _sent, keyed, "one key, several entries");
        if (ids.Count > 0 && answers.Any(answer => answer.Status is not (201 or 401)))
            findings.Add(lane, _sent, keyed, "one key, success and refusal: " + string.Join(' ', answers.Select(answer => answer.Status)));
    }

    /// <summary>Annulling before registering, twice, and at once.</summary>
    private async Task OutOfOrderAsync()
    {
        Task<WireAnswer> AnnulAsync(string id) => SendAsync(_target.Authorized(Target.Json($"/api/v1/correspondence/{id}/annul", """{"reason":"Pomyłka"}""")), wire => Wire.SendAsync(address, wire));

        var early = await AnnulAsync(dice.Id().ToString());
        if (early.Status is not (404 or 401 or 403))
            findings.Add(lane, _sent, Target.Json("/api/v1/correspondence/{unknown}/annul", ""), $"annulled what is not there: {early.Status}");
        var created = await SendAsync(_target.Authorized(Target.Json("/api/v1/correspondence", """{"direction":"outgoing","subject":"Na chwilę"}""")), wire => Wire.SendAsync(address, wire));
        if (created.Status != 201)
            return;
        var id = IdOf(created)!;
        _target.Ids.Add(id);
        var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AnnulAsync(id)));
        if (twice.Count(answer => answer.Status == 200) != 1 || twice.Any(answer => answer.Status is not (200 or 409)))
            findings.Add(lane, _sent, Target.Json($"/api/v1/correspondence/{id}/annul", ""), "annulled at once: " + string.Join(' ', twice.Select(answer => answer.Status)));
    }

    private async Task<WireAnswer> SendAsync(WireRequest request, Func<WireRequest, Task<WireAnswer>> send)
    {
        Interlocked.Increment(ref _sent);
        Interlocked.Decrement(ref _left);
        try
        {
            var answer = await send(request);
            findings.Count(answer.Status);
            if (answer.Header("Location")?.Contains("/account/sign-in?", StringComparison.Ordinal) == true)
                _left = Math.Min(_left, RequestsOfAStranger);
            foreach (var complaint in Oracles.Complaints(request, answer))
                findings.Add(lane, _sent, request, complaint);
            return answer;
        }
        catch (OperationCanceledException)
        {
            findings.Add(lane, _sent, request, "no answer in time");
            return new WireAnswer(0, Array.Empty<string>().ToLookup(_ => ""), "");
        }
    }

    private void Remember(WireAnswer answer)
    {
        if (answer.Status == 201 && IdOf(answer) is { } id)
            _target.Ids.Add(id);
    }

    private static string? IdOf(WireAnswer answer) => JsonDocument.Parse(answer.Text).RootElement.TryGetProperty("id", out var id) ? id.GetString() : null;

    [GeneratedRegex("\\{[a-zA-Z]+\\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
