using Recorder.App.CommandLine;

return await ProgramRunner.RunAsync(args);
