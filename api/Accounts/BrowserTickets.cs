using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Beginnings of what ends with another request: a challenge that a passkey answers, the way to an organisation and back. One is sealed and handed to the browser that asked,
/// and is worth nothing in another: that has another cookie.
/// </summary>
internal sealed class BrowserTickets(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long one holds.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private const string Cookie = "real-learning-browser";

    private readonly IDataProtector _protector = protection.CreateProtector("browser-ticket");

    /// <param name="state">What the end must know of the beginning.</param>
    public string Seal(HttpContext context, TicketPurpose purpose, string state)
    {
        var browser = context.Request.Cookies[Cookie];
        if (browser is not { Length: > 0 and <= 64 })
        {
            browser = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
            context.Response.Cookies.Append(Cookie, browser, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/api" });
        }

        return _protector.Protect(JsonSerializer.Serialize(new BrowserTicket(Guid.NewGuid().ToString("N"), purpose, browser, time.GetUtcNow() + Lasts, state)));
    }

    /// <summary>The ticket, or null where it is none of ours, for something else, another browser's or too old.</summary>
    public BrowserTicket? Open(HttpContext context, TicketPurpose purpose, string? ticket)
    {
        try
        {
            return ticket is not null
                && JsonSerializer.Deserialize<BrowserTicket>(_protector.Unprotect(ticket)) is { } opened
                && opened.Purpose == purpose && opened.Browser == context.Request.Cookies[Cookie] && time.GetUtcNow() < opened.Until
                ? opened
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What a ticket is for.</summary>
internal enum TicketPurpose
{
    AddPasskey,
    AnswerByPasskey,
    Link,
}

/// <summary>A ticket, as it is sealed.</summary>
/// <param name="Browser">The cookie of the browser that asked for it.</param>
internal sealed record BrowserTicket(string TicketId, TicketPurpose Purpose, string Browser, DateTimeOffset Until, string State);
