using System.Globalization;

namespace Recorder.Linux.Audio.Cards;

/// <summary>ALSA's names that have a card in them.</summary>
public static class CardNames
{
    private const string CardWord = "CARD=";

    /// <summary>The name for the same PCM now that its card has another number.</summary>
    /// <param name="name">The name as it was once given, such as hw:1,0, plughw:X18 or hw:CARD=X18,DEV=0.</param>
    /// <param name="was">The interface as it was when that name opened it.</param>
    /// <param name="now">The same interface today.</param>
    /// <returns>The same name where no card is named in it.</returns>
    public static string At(string name, PresentInterface was, PresentInterface now)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return name;
        var arguments = name[(colon + 1)..].Split(',');
        for (var i = 0; i < arguments.Length; i++)
        {
            var hasWord = arguments[i].StartsWith(CardWord, StringComparison.Ordinal);
            if (i > 0 && !hasWord)
                continue;
            var card = hasWord ? arguments[i][CardWord.Length..] : arguments[i];
            if (card == was.Identity.CardId || card == was.Card.ToString(CultureInfo.InvariantCulture))
                arguments[i] = (hasWord ? CardWord : "") + now.Card.ToString(CultureInfo.InvariantCulture);
        }
        return name[..(colon + 1)] + string.Join(',', arguments);
    }
}
