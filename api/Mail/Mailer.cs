using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Mail;

/// <summary>
/// Sends mails, one after the other, beside the requests that ask for them: how long an answer takes then tells nobody whether there is somebody to write to.
/// </summary>
internal sealed partial class Mailer(IOptions<MailOptions> options, IServiceScopeFactory scopes, TimeProvider time, ILogger<Mailer> logger) : BackgroundService
{
    /// <summary>Where too many wait.</summary>
    public static Refusal Full { get; } = new(RefusalCodes.RateExceeded, "Very many ask for mails at the moment. Try again in a few minutes.");

    private readonly Channel<Func<IServiceProvider, Task<Letter?>>> _queue = Channel.CreateBounded<Func<IServiceProvider, Task<Letter?>>>(options.Value.QueueMax);

    /// <summary>Takes what writes a letter, or finds that there is none to write. False where too many wait, or no mail is sent.</summary>
    public bool TryQueue(Func<IServiceProvider, Task<Letter?>> write) => options.Value.IsOn() && _queue.Writer.TryWrite(write);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var write in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await write(scope.ServiceProvider) is { } letter)
                {
                    await DeliverAsync(letter, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(exception);
            }
        }
    }

    private async Task DeliverAsync(Letter letter, CancellationToken stoppingToken)
    {
        using var message = new MimeMessage { Subject = letter.Subject, Body = new TextPart("plain") { Text = letter.Text } };
        message.From.Add(MailboxAddress.Parse(options.Value.From));
        message.To.Add(new MailboxAddress(letter.Name, letter.Address));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendAsync(message, stoppingToken);
                return;
            }
            catch (Exception exception) when (attempt < options.Value.Attempts && !IsFinal(exception) && !stoppingToken.IsCancellationRequested)
            {
                LogRetry(attempt, exception);
            }

            await Task.Delay(TimeSpan.FromSeconds(1 << attempt), time, stoppingToken);
        }
    }

    private async Task SendAsync(MimeMessage message, CancellationToken stoppingToken)
    {
        var mail = options.Value;
        using var client = new SmtpClient { Timeout = mail.TimeoutSeconds * 1_000 };
        await client.ConnectAsync(mail.Host, mail.Port, mail.Security switch
        {
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        }, stoppingToken);
        if (mail.UserName.Length > 0)
        {
            await client.AuthenticateAsync(mail.UserName, mail.Password, stoppingToken);
        }

        await client.SendAsync(message, stoppingToken);
        await client.DisconnectAsync(quit: true, stoppingToken);
    }

    /// <summary>Whether the server will say the same the next time: codes from 500 (RFC 5321, 4.2.1), a wrong password, a line that cannot be sealed.</summary>
    private static bool IsFinal(Exception exception) => exception switch
    {
        SmtpCommandException command => (int)command.StatusCode >= 500,
        AuthenticationException or SslHandshakeException or NotSupportedException => true,
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail was not taken on attempt {Attempt}; trying again.")]
    private partial void LogRetry(int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A mail was not sent, and is given up.")]
    private partial void LogLost(Exception exception);
}

/// <summary>A mail to one person, in plain text.</summary>
internal sealed record Letter(string Name, string Address, string Subject, string Text);
