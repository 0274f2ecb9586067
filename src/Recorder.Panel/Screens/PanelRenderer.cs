using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;

namespace Recorder.Panel.Screens;

/// <summary>From snapshot and panel state to the picture: one screen, and what stands over it.</summary>
public static class PanelRenderer
{
    // At night, beside the lowest contrast; one bit knows no greys.
    private const byte NightBrightest = 6;

    /// <summary>Draws the whole picture anew.</summary>
    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        frame.Clear();
        DrawAll(frame, snapshot, state);
        if (state is { IsNight: true, IsSmall: false })
            frame.Dim(NightBrightest);
    }

    private static void DrawAll(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {

        // An alarm never covers a question; everything else gives way to it.
        if (state.Question is { } question)
        {
            DrawBelow(frame, snapshot, state);
            Boxes.DrawQuestion(frame, question);
            return;
        }
        if (state.IsSmall)
            SmallScreens.Draw(frame, snapshot, state);
        else if (AlarmScreen.IsDue(snapshot))
            AlarmScreen.Draw(frame, snapshot, state);
        else if (state.IsHelpShown)
            HelpScreen.Draw(frame, snapshot, state);
        else if (state.Overlay is { } overlay)
            OverlayScreen.Draw(frame, snapshot, overlay);
        else
            DrawScreen(frame, snapshot, state);
        if (state.Notice is { } notice)
            Boxes.DrawNotice(frame, notice);
    }

    private static void DrawBelow(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (state.IsSmall)
            SmallScreens.Draw(frame, snapshot with { Message = null }, state);
        else
            DrawScreen(frame, snapshot, state);
    }

    private static void DrawScreen(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        switch (state.Screen)
        {
            case ScreenName.Meters:
                MetersScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Arm:
                InputScreens.DrawArm(frame, snapshot, state);
                break;
            case ScreenName.Names:
                InputScreens.DrawNames(frame, snapshot, state);
                break;
            case ScreenName.Pairs:
                InputScreens.DrawPairs(frame, snapshot, state);
                break;
            case ScreenName.Microphones:
                InputScreens.DrawMicrophones(frame, snapshot, state);
                break;
            case ScreenName.DateTime:
                ClockScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Pairing:
                PairingScreen.Draw(frame, snapshot);
                break;
            case ScreenName.CardTest:
                CardTestScreen.Draw(frame, snapshot);
                break;
            case ScreenName.Click:
                ClickScreen.Draw(frame, snapshot);
                break;
            case ScreenName.Cues:
                CuesScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.SoundCheck:
                SoundCheckScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Channel:
                ChannelScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Groups:
                GroupsScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Morph:
                MorphScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Effect:
                EffectScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Mix:
                MixScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.QuickMix:
                QuickMixScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Master:
                MasterScreen.Draw(frame, snapshot);
                break;
            case ScreenName.Certificate:
                CertificateScreen.Draw(frame, snapshot);
                break;
            case ScreenName.Takes:
                TakesScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Letters:
                LettersScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Take:
                TakeScreen.Draw(frame, snapshot, state);
                break;
            case ScreenName.Export:
                ExportScreen.Draw(frame, snapshot, state);
                break;
            default:
                ListScreens.Draw(frame, snapshot, state, ListScreens.Of(snapshot, state)!);
                break;
        }
    }
}
