using Microsoft.Extensions.Options;
using MimeKit;
using RealLearning.Api.Hosting;

namespace RealLearning.Api.Mail;

/// <summary>Mail, which is off until a server is named.</summary>
internal static class MailSetup
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddLimits<MailOptions>(MailOptions.Section);
        services.AddOptions<MailOptions>()
            .Validate(static mail => !mail.IsOn() || MailboxAddress.TryParse(mail.From, out _), "Mail:From must be an address where Mail:Host is set.")
            .Validate(static mail => !mail.IsOn() || IsSite(mail.Site), "Mail:Site must be an address of http or https, without a path, where Mail:Host is set.")
            .Validate(static mail => mail.Security != MailSecurity.None || mail.Password.Length == 0, "Mail:Password is not sent over a line that is not sealed.");
        services.AddSingleton<Mailer>();
        services.AddHostedService(static provider => provider.GetRequiredService<Mailer>());
    }

    private static bool IsSite(string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == site;
}
