using System.Globalization;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Sms;

/// <summary>Texts from phones. On toll-free numbers the carriers act on STOP and START themselves (concepts/sms/sms-faq.md).</summary>
internal sealed class InboundSms(
    AcsEmulatorOptions options, IEmulatorScheduler scheduler, EmulatorEventGrid grid, PhoneBook phones, OptOutList optOuts, IdSource ids)
{
    public string Receive(string from, string to, string text)
    {
        var now = scheduler.UtcNow;
        var id = $"Incoming_{now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{ids.NewGuid()}";
        phones.Note(from, "smsSent", text, to);
        if (!options.Owns(to))
        {
            phones.Note(to, "smsReceived", text, from);
            return id;
        }
        if (options.CarrierOptOut && PhoneNumbers.IsTollFree(to))
            CarrierWord(from, to, text.Trim().ToUpperInvariant());
        grid.Publish(new EmulatedEvent(id, "Microsoft.Communication.SMSReceived", $"/phonenumber/{PhoneNumbers.Bare(to)}", now,
            new SmsReceivedData(id, PhoneNumbers.Bare(from), PhoneNumbers.Bare(to), text, now.UtcDateTime, Segments.Count(text))));
        return id;
    }

    private void CarrierWord(string from, string to, string word)
    {
        if (word == "STOP")
        {
            optOuts.Add(to, from);
            phones.Note(from, "smsReceived", "NETWORK MSG: You replied with the word \"stop\" which blocks all texts sent from this number. Text back \"unstop\" to receive messages again.", to);
        }
        else if (word is "START" or "UNSTOP")
        {
            optOuts.Remove(to, from);
            phones.Note(from, "smsReceived", "NETWORK MSG: You have replied \"unstop\" and will begin receiving messages again from this number.", to);
        }
    }
}
