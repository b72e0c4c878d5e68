//! Written by `cargo xtask messages` from `web/messages/en.txt`. Do not edit.
//!
//! A function for each message; what it says in English stands above it.

#![expect(clippy::inline_always, reason = "a call would weigh as much as what it calls")]

use std::fmt::Display;

use yew::{AttrValue, Html};

use super::{counted, counted_around, filled, filled_around, plain, text};

/// The English texts, a line each, with the places of their values.
pub(super) const ENGLISH: &str = r"{0} and {1}
line {0}
none
unknown
{0} file|{0} files
{0} line|{0} lines
{0} stage|{0} stages
{0} error|{0} errors
{0} suggestion|{0} suggestions
Copy
Copied
Save
Saved
Failed
Add
Close
Cancel
Preview
Preview of {0}
Loading…
Try again
Find a file
Files
File
Size
Layer
Graph
Stage
from {0}
skipped
docker build stops here:
Line|Lines
Views
View
Editor
Stages
Image
Build
What if
Compare
In words
Suggestions
Advice
What is built
Views of the build
error|errors
Width of the editor
Height of the stages
Options
Commands
Keyboard shortcuts
Open this in the playground, in a window of its own
Language
Advice, rules, lessons, examples and the messages of docker build are in English.
Language: {0}
Example
your Dockerfile
Target
{0} (not here)
Stage to build
This text has no stage yet: a stage starts with FROM.
Build the last stage
the last stage
cannot be asked for: its FROM names it with no AS
Platform
Platform to build for
Another platform
this machine
{0} in a comment keeps it with the text.
A comment of the text sets it, {0}. What is chosen here counts more.
A comment of the text sets {0}, {1}. What is chosen here counts more.
Do as the comment says
set in {0}
Build args
defaults
none
{0} set
{0} build argument in this file|{0} build arguments in this file
default: empty
no default
before the first FROM
in a stage
empty
Remove {0}
not declared in this file
Name of another build argument
ANOTHER
Its value
value
The same with docker
the command
Share
Export
The link holds the text itself, behind the #. Nothing is sent to a server.
The link holds the name of the lesson, and not what you typed.
Copy anyway
Link
opens exactly this
opens this lesson
Markdown link
for an issue or a page
Markdown with code
text, command and link
docker command
builds the same
the graph, for a page
the graph, as pixels
the graph, for Markdown
the graph, for Graphviz
the report, for an issue
the report, for programs
the findings, for CI
Bake file
target, platform, arguments
with all safe fixes
Page as one file
all of this, without a network
Source
Open
History
File…
Dockerfile, .dockerignore or ZIP
Folder…
with the files that are copied
Or drop them on the page. They are read here and sent nowhere.
{0}: {1}, {2}.
.dockerignore leaves {0}, {1}.
This build sends none of them.
This build sends {0}, {1}.
Forget the files
Close the message
Close the introduction
Nothing here yet.
Type {0} and see what it builds, paste a Dockerfile, or drop one on the page.
Open an example
Your browser has no room for this page, or gives it none, so what you type now is not kept when you close it. All else works. Copy the text, or a link to it, to keep it.
Files of the build context
Files of the example: texts are real, other sizes are made up.
List the files of your build context, and more becomes known: what COPY brings and weighs, what is sent to the build, what .dockerignore keeps out, and what an edit of a file runs again. Add the text of requirements.txt, package.json or go.mod, and the packages in it are weighed.
Nothing leaves this page.
On Linux this prints such a list:
{0} would be sent to the build: {1} of {2}.
{0} is left out by {1}.|{0} are left out by {1}.
Nothing asks for {0} more.
size unknown
{0}, line {1} of .dockerignore
left out by {0}
left out
sent: let in by {0}
sent
not sent: nothing asks for it
File {0}
Path
Text, where it lists packages; it is read for their weight, and its length is the size
Remove
Add files: one path a line, with its size where you know it
Remove all
What these patterns match is not sent to the build, so COPY and ADD cannot find it.
They leave out {0} of {1}.
No file is decided by {0}.
{0} patterns decide over no file.
Close the history
Your browser keeps what you type, once a minute, and what the page leaves. It stays on this computer.
Kept texts
Delete {0} text? This cannot be undone.|Delete {0} texts? This cannot be undone.
Delete
Restore
What is on the page now is kept.
Delete all…
Nothing is kept yet.
Preview of the Dockerfile
Preview of the .dockerignore
List
Show the stages as
A stage appears here with its first FROM.
Stage graph. Arrow keys go from node to node, plus and minus zoom.
Why?
is a stage needed
Zoom in
Zoom out
Show all of the graph
target
Legend
image from outside
faded: skipped
copies {0} from {1}
mounts {0} from {1}
Why is it needed?
Why is
needed by
Close the question
{0} does not need {1}.
They are the same.
About the image
Nothing lands yet: a Dockerfile needs a FROM, which starts its first stage.
Nothing lands: the target is not a stage of this file. Choose another target above.
{1} layer lands|{1} layers land
{1} layer on top of the base image|{1} layers on top of the base image
{0} stay behind
{0} skipped
Left behind
Built to make this image, and never downloaded by those who run it. Counted: {0}.
Layers, lowest first
added by this Dockerfile
No layer: the image has no files.
measured
set by hand
estimated
partly unknown
History ({0})
Created by
How each size is known
Known by
As {0} prints it, newest first.
Comment
On disk
Transferred
all
{0} transferred
change size
set size
of {0}
Set
Take back
“{0}” is no size, or the one that is set: write 120MB, 1.5GB or 4kB.
set size and config
Its user
Its working directory
Its variables
“{0}” cannot be set: a user is one word, a directory begins with /, a variable is NAME=value.
Writes the comment {0} above it, which docker build passes over.
Config of the image
This Dockerfile sets nothing.
{0} not set here
Files of the image
No file is known here that fits.
Show
Layers:
the whole image
Show of the layers
Up to here
This layer
All
Added
Changed
Removed
added
changed
removed
perhaps there
may hold more
Where {0} comes from
{0} is in layer {1}.
Only a build can tell whether it came this way.
as {0}
show the line
layer {0} may have written more ({1})
Of a base image only the directories are known.
Every step is known, so no other file was written by one.
This list may lack files: {0}.
Steps of the build
No step yet: the build starts with the first FROM.
Not built
running
done
after {0}
Player of the build
Play
Pause
Step
Step back
Reset
Which build
First build
Nothing changed
Lanes run side by side. The durations are illustrative: nothing is built here.
The whole log
The build is done
Nothing runs
Running: {0}
Side by side: {0}
What runs again
docker build stops then:
Counted after a build of what stands there now, whose cache is still there. Images, URLs and repositories are taken to be the same as then.
What if this changes:
Nothing
The last edits that you made
A file changes
any other file
A build argument has a new value
An image was published again
Another target is built
It is built for another platform
may be cached
runs again
a new value runs nothing again.
a new value runs {0} step again.|a new value runs {0} steps again.
a new value runs {0} step again, {1} of them only for its place.|a new value runs {0} steps again, {1} of them only for its place.
What the place of an argument costs
Compare two builds
Keep this as baseline
Choose what to compare this build with. A baseline is kept until the page is closed.
The baseline
Before the last edits
Before the last fix
Target {0}
Without build arguments
Compare with:
Choose
no image
There {0}, here {1}.
There {0}, here {1}: {2}.
Nothing else differs.
There
Here
What
Kept to compare with
There is nothing here to judge yet.
Nothing to suggest.
Every rule that Stagescope knows is content with this Dockerfile.
Why this is good
docker build --check has nothing to say either.
Nothing in it looks like a secret.
Only what is needed lands: {1} stays behind, {2}.|Only what is needed lands: {1} stay behind, {2}.
It runs as {0}, and not as root.
Suggestions, the most serious first
Fix all safe ({0})
Safe: the image behaves the same afterwards. One undo takes all of it back.
Error
Warning
Better
Hint
docker build --check says this too
Preview: {0}
may change what the image does
The page did not arrive. Close it and open it again to try once more.
about this rule
on docs.docker.com
Silence
For this instruction
In the whole file
No comment silences this.
Writes {0}, which docker build reads too.
Apply
Close the preview
Lines that change
What else differs in the build
Before
After
Left out, because they would change the same text as another fix:
{0} safe fix|{0} safe fixes
{0} safe fix, {1} left out|{0} safe fixes, {1} left out
Stages that run
Layers added
{0} {1} to {2}
no figure changes
Learn
Lessons
{0} of {1} solved
Save progress
Load progress
solved
Lesson: {0}
Close the lesson
{0} of {1}
Copy link
These lessons cannot be opened. {0}
There is no lesson “{0}”. Those that there are stand in the menu Learn.
There is no lesson in it.
Line {0}: {1}.
Open lessons…
Open lessons from a file…
Back to the course
A lesson in the making
Make a lesson
Put the draft aside
It starts with a Dockerfile of {0}. Write its solution into the editor below, then take it as the solution.
It starts with a Dockerfile of {0} and is solved by one of {1}.
Start with what is in the editor
Take it as the solution
Title
Task
Goals, one a line
Goals that hold of the solution
First hint: a nudge
Second hint
Third hint: nearly the answer
Why the solution is one
The solution passes and the start does not.
Save as a file
Copy a link
Try it
The other Dockerfile
Goals
met:
open:
Solved.
Best known: {0} with {1}.
Your image: {0} with {1}.
Yours is better.
{0} instruction|{0} instructions
Hint {0} of {1}
Solution
Start again
Previous
Next
The figures for this question are not loaded yet.
Check
Not yet: {0} missing, {1} too many.
right
A part of the page did not arrive: sizes, suggestions and most panels are missing. Load the page again to try once more.
The lessons did not arrive.
Lesson solved.
Goal met: {0}. {1} of {2}.
The lesson is closed.
Done: {0}
{0} is open.
Restored.
Copying failed
docker build stops at line {0}: {1}
docker build stops: {0}
Target {1}: {0} stage built.|Target {1}: {0} stages built.
Target {1}: {0} stage built, {2} skipped.|Target {1}: {0} stages built, {2} skipped.
Image {0}.
No suggestions.
Ask why a stage is needed
Keep this build as baseline
Copy the docker build command
Share or export…
Export: {0}, {1}
Open a file…
Open a folder…
Look through the history
Examples
Example: {0}
Show the editor
Explain this Dockerfile in words
Show the stages
Show the image
Show the build
Ask what a change runs again
Show the suggestions
Edit: {0}
Fix all that is safe
Preview all safe fixes
Target: {0}
Platform: {0}
Load the lessons";

/// `{others} and {last}`
pub fn and(others: impl Display, last: impl Display) -> String {
    filled(0, &[&others, &last])
}

/// `line {n}`
pub fn line(n: impl Display) -> String {
    filled(1, &[&n])
}

/// `none`
#[inline(always)]
pub fn none() -> AttrValue {
    text(2)
}

/// `unknown`
#[inline(always)]
pub fn unknown() -> AttrValue {
    text(3)
}

/// `{n} file | {n} files`
pub fn n_files(n: usize) -> String {
    counted(4, n, &[&n])
}

/// `{n} line | {n} lines`
pub fn n_lines(n: usize) -> String {
    counted(5, n, &[&n])
}

/// `{n} stage | {n} stages`
pub fn n_stages(n: usize) -> String {
    counted(6, n, &[&n])
}

/// `{n} error | {n} errors`
pub fn n_errors(n: usize) -> String {
    counted(7, n, &[&n])
}

/// `{n} suggestion | {n} suggestions`
pub fn n_suggestions(n: usize) -> String {
    counted(8, n, &[&n])
}

/// `Copy`
#[inline(always)]
pub fn copy() -> AttrValue {
    text(9)
}

/// `Copied`
#[inline(always)]
pub fn copied() -> AttrValue {
    text(10)
}

/// `Save`
#[inline(always)]
pub fn save() -> AttrValue {
    text(11)
}

/// `Saved`
#[inline(always)]
pub fn saved() -> AttrValue {
    text(12)
}

/// `Failed`
#[inline(always)]
pub fn failed() -> AttrValue {
    text(13)
}

/// `Add`
#[inline(always)]
pub fn add() -> AttrValue {
    text(14)
}

/// `Close`
#[inline(always)]
pub fn close() -> AttrValue {
    text(15)
}

/// `Cancel`
#[inline(always)]
pub fn cancel() -> AttrValue {
    text(16)
}

/// `Preview`
#[inline(always)]
pub fn preview() -> AttrValue {
    text(17)
}

/// `Preview of {title}`
pub fn preview_of(title: impl Display) -> String {
    filled(18, &[&title])
}

/// `Loading…`
#[inline(always)]
pub fn loading() -> AttrValue {
    text(19)
}

/// `Try again`
#[inline(always)]
pub fn try_again() -> AttrValue {
    text(20)
}

/// `Find a file`
#[inline(always)]
pub fn find_file() -> AttrValue {
    text(21)
}

/// `Files`
#[inline(always)]
pub fn files() -> AttrValue {
    text(22)
}

/// `File`
#[inline(always)]
pub fn file() -> AttrValue {
    text(23)
}

/// `Size`
#[inline(always)]
pub fn size() -> AttrValue {
    text(24)
}

/// `Layer`
#[inline(always)]
pub fn layer() -> AttrValue {
    text(25)
}

/// `Graph`
#[inline(always)]
pub fn graph() -> AttrValue {
    text(26)
}

/// `Stage`
#[inline(always)]
pub fn stage() -> AttrValue {
    text(27)
}

/// `from {base}`
pub fn from(base: impl Display) -> String {
    filled(28, &[&base])
}

/// `skipped`
#[inline(always)]
pub fn skipped() -> AttrValue {
    text(29)
}

/// `docker build stops here:`
#[inline(always)]
pub fn stops_here() -> AttrValue {
    text(30)
}

/// `Line | Lines`
pub fn line_word(n: usize) -> String {
    counted(31, n, &[&n])
}

/// `Views`
#[inline(always)]
pub fn views() -> AttrValue {
    text(32)
}

/// `View`
#[inline(always)]
pub fn view() -> AttrValue {
    text(33)
}

/// `Editor`
#[inline(always)]
pub fn view_editor() -> AttrValue {
    text(34)
}

/// `Stages`
#[inline(always)]
pub fn view_stages() -> AttrValue {
    text(35)
}

/// `Image`
#[inline(always)]
pub fn view_image() -> AttrValue {
    text(36)
}

/// `Build`
#[inline(always)]
pub fn view_build() -> AttrValue {
    text(37)
}

/// `What if`
#[inline(always)]
pub fn view_what_if() -> AttrValue {
    text(38)
}

/// `Compare`
#[inline(always)]
pub fn view_compare() -> AttrValue {
    text(39)
}

/// `In words`
#[inline(always)]
pub fn view_words() -> AttrValue {
    text(40)
}

/// `Suggestions`
#[inline(always)]
pub fn view_advice() -> AttrValue {
    text(41)
}

/// `Advice`
#[inline(always)]
pub fn view_advice_short() -> AttrValue {
    text(42)
}

/// `What is built`
#[inline(always)]
pub fn what_is_built() -> AttrValue {
    text(43)
}

/// `Views of the build`
#[inline(always)]
pub fn views_of_build() -> AttrValue {
    text(44)
}

/// `error | errors`
pub fn errors(n: usize) -> String {
    counted(45, n, &[&n])
}

/// `Width of the editor`
#[inline(always)]
pub fn width_of_editor() -> AttrValue {
    text(46)
}

/// `Height of the stages`
#[inline(always)]
pub fn height_of_stages() -> AttrValue {
    text(47)
}

/// `Options`
#[inline(always)]
pub fn options() -> AttrValue {
    text(48)
}

/// `Commands`
#[inline(always)]
pub fn commands() -> AttrValue {
    text(49)
}

/// `Keyboard shortcuts`
#[inline(always)]
pub fn keyboard_shortcuts() -> AttrValue {
    text(50)
}

/// `Open this in the playground, in a window of its own`
#[inline(always)]
pub fn open_in_playground() -> AttrValue {
    text(51)
}

/// `Language`
#[inline(always)]
pub fn language() -> AttrValue {
    text(52)
}

/// `Advice, rules, lessons, examples and the messages of docker build are in English.`
#[inline(always)]
pub fn language_hint() -> AttrValue {
    text(53)
}

/// `Language: {name}`
pub fn language_named(name: impl Display) -> String {
    filled(54, &[&name])
}

/// `Example`
#[inline(always)]
pub fn example() -> AttrValue {
    text(55)
}

/// `your Dockerfile`
#[inline(always)]
pub fn your_dockerfile() -> AttrValue {
    text(56)
}

/// `Target`
#[inline(always)]
pub fn target() -> AttrValue {
    text(57)
}

/// `{name} (not here)`
pub fn not_here(name: impl Display) -> String {
    filled(58, &[&name])
}

/// `Stage to build`
#[inline(always)]
pub fn stage_to_build() -> AttrValue {
    text(59)
}

/// `This text has no stage yet: a stage starts with FROM.`
#[inline(always)]
pub fn no_stage_yet() -> AttrValue {
    text(60)
}

/// `Build the last stage`
#[inline(always)]
pub fn build_last_stage() -> AttrValue {
    text(61)
}

/// `the last stage`
#[inline(always)]
pub fn the_last_stage() -> AttrValue {
    text(62)
}

/// `cannot be asked for: its FROM names it with no AS`
#[inline(always)]
pub fn stage_without_name() -> AttrValue {
    text(63)
}

/// `Platform`
#[inline(always)]
pub fn platform() -> AttrValue {
    text(64)
}

/// `Platform to build for`
#[inline(always)]
pub fn platform_to_build_for() -> AttrValue {
    text(65)
}

/// `Another platform`
#[inline(always)]
pub fn another_platform() -> AttrValue {
    text(66)
}

/// `this machine`
#[inline(always)]
pub fn this_machine() -> AttrValue {
    text(67)
}

/// `<comment> in a comment keeps it with the text.`
pub fn setting_offer(comment: Html) -> Html {
    filled_around(68, &[comment])
}

/// `A comment of the text sets it, <line>. What is chosen here counts more.`
pub fn setting_counts(line: Html) -> Html {
    filled_around(69, &[line])
}

/// `A comment of the text sets <value>, <line>. What is chosen here counts more.`
pub fn setting_overruled(value: Html, line: Html) -> Html {
    filled_around(70, &[value, line])
}

/// `Do as the comment says`
#[inline(always)]
pub fn as_comment_says() -> AttrValue {
    text(71)
}

/// `set in {line}`
pub fn setting_of_line(line: impl Display) -> String {
    filled(72, &[&line])
}

/// `Build args`
#[inline(always)]
pub fn build_args() -> AttrValue {
    text(73)
}

/// `defaults`
#[inline(always)]
pub fn defaults() -> AttrValue {
    text(74)
}

/// `none`
#[inline(always)]
pub fn arguments_none() -> AttrValue {
    text(75)
}

/// `{n} set`
pub fn arguments_set(n: impl Display) -> String {
    filled(76, &[&n])
}

/// `{n} build argument in this file | {n} build arguments in this file`
pub fn arguments_declared(n: usize) -> String {
    counted(77, n, &[&n])
}

/// `default: empty`
#[inline(always)]
pub fn default_empty() -> AttrValue {
    text(78)
}

/// `no default`
#[inline(always)]
pub fn no_default() -> AttrValue {
    text(79)
}

/// `before the first FROM`
#[inline(always)]
pub fn argument_global() -> AttrValue {
    text(80)
}

/// `in a stage`
#[inline(always)]
pub fn argument_in_stage() -> AttrValue {
    text(81)
}

/// `empty`
#[inline(always)]
pub fn empty() -> AttrValue {
    text(82)
}

/// `Remove {name}`
pub fn remove(name: impl Display) -> String {
    filled(83, &[&name])
}

/// `not declared in this file`
#[inline(always)]
pub fn not_declared() -> AttrValue {
    text(84)
}

/// `Name of another build argument`
#[inline(always)]
pub fn another_argument() -> AttrValue {
    text(85)
}

/// `ANOTHER`
#[inline(always)]
pub fn another() -> AttrValue {
    text(86)
}

/// `Its value`
#[inline(always)]
pub fn its_value() -> AttrValue {
    text(87)
}

/// `value`
#[inline(always)]
pub fn value() -> AttrValue {
    text(88)
}

/// `The same with docker`
#[inline(always)]
pub fn same_with_docker() -> AttrValue {
    text(89)
}

/// `the command`
#[inline(always)]
pub fn the_command() -> AttrValue {
    text(90)
}

/// `Share`
#[inline(always)]
pub fn share() -> AttrValue {
    text(91)
}

/// `Export`
#[inline(always)]
pub fn export() -> AttrValue {
    text(92)
}

/// `The link holds the text itself, behind the #. Nothing is sent to a server.`
#[inline(always)]
pub fn share_hint() -> AttrValue {
    text(93)
}

/// `The link holds the name of the lesson, and not what you typed.`
#[inline(always)]
pub fn share_lesson_hint() -> AttrValue {
    text(94)
}

/// `Copy anyway`
#[inline(always)]
pub fn copy_anyway() -> AttrValue {
    text(95)
}

/// `Link`
#[inline(always)]
pub fn link() -> AttrValue {
    text(96)
}

/// `opens exactly this`
#[inline(always)]
pub fn link_about() -> AttrValue {
    text(97)
}

/// `opens this lesson`
#[inline(always)]
pub fn link_to_lesson() -> AttrValue {
    text(98)
}

/// `Markdown link`
#[inline(always)]
pub fn markdown_link() -> AttrValue {
    text(99)
}

/// `for an issue or a page`
#[inline(always)]
pub fn markdown_link_about() -> AttrValue {
    text(100)
}

/// `Markdown with code`
#[inline(always)]
pub fn markdown_code() -> AttrValue {
    text(101)
}

/// `text, command and link`
#[inline(always)]
pub fn markdown_code_about() -> AttrValue {
    text(102)
}

/// `docker command`
#[inline(always)]
pub fn docker_command() -> AttrValue {
    text(103)
}

/// `builds the same`
#[inline(always)]
pub fn docker_command_about() -> AttrValue {
    text(104)
}

/// `the graph, for a page`
#[inline(always)]
pub fn svg_about() -> AttrValue {
    text(105)
}

/// `the graph, as pixels`
#[inline(always)]
pub fn png_about() -> AttrValue {
    text(106)
}

/// `the graph, for Markdown`
#[inline(always)]
pub fn mermaid_about() -> AttrValue {
    text(107)
}

/// `the graph, for Graphviz`
#[inline(always)]
pub fn dot_about() -> AttrValue {
    text(108)
}

/// `the report, for an issue`
#[inline(always)]
pub fn markdown_about() -> AttrValue {
    text(109)
}

/// `the report, for programs`
#[inline(always)]
pub fn json_about() -> AttrValue {
    text(110)
}

/// `the findings, for CI`
#[inline(always)]
pub fn sarif_about() -> AttrValue {
    text(111)
}

/// `Bake file`
#[inline(always)]
pub fn bake_file() -> AttrValue {
    text(112)
}

/// `target, platform, arguments`
#[inline(always)]
pub fn bake_about() -> AttrValue {
    text(113)
}

/// `with all safe fixes`
#[inline(always)]
pub fn dockerfile_about() -> AttrValue {
    text(114)
}

/// `Page as one file`
#[inline(always)]
pub fn page_file() -> AttrValue {
    text(115)
}

/// `all of this, without a network`
#[inline(always)]
pub fn page_file_about() -> AttrValue {
    text(116)
}

/// `Source`
#[inline(always)]
pub fn source() -> AttrValue {
    text(117)
}

/// `Open`
#[inline(always)]
pub fn open() -> AttrValue {
    text(118)
}

/// `History`
#[inline(always)]
pub fn history() -> AttrValue {
    text(119)
}

/// `File…`
#[inline(always)]
pub fn open_file() -> AttrValue {
    text(120)
}

/// `Dockerfile, .dockerignore or ZIP`
#[inline(always)]
pub fn open_file_about() -> AttrValue {
    text(121)
}

/// `Folder…`
#[inline(always)]
pub fn open_folder() -> AttrValue {
    text(122)
}

/// `with the files that are copied`
#[inline(always)]
pub fn open_folder_about() -> AttrValue {
    text(123)
}

/// `Or drop them on the page. They are read here and sent nowhere.`
#[inline(always)]
pub fn open_hint() -> AttrValue {
    text(124)
}

/// `<folder>: {files}, {size}.`
pub fn context_holds(folder: Html, files: impl Display, size: impl Display) -> Html {
    filled_around(125, &[folder, plain(files), plain(size)])
}

/// `.dockerignore leaves {files}, {size}.`
pub fn context_keeps(files: impl Display, size: impl Display) -> String {
    filled(126, &[&files, &size])
}

/// `This build sends none of them.`
#[inline(always)]
pub fn context_sends_none() -> AttrValue {
    text(127)
}

/// `This build sends {files}, {size}.`
pub fn context_sends(files: impl Display, size: impl Display) -> String {
    filled(128, &[&files, &size])
}

/// `Forget the files`
#[inline(always)]
pub fn forget_files() -> AttrValue {
    text(129)
}

/// `Close the message`
#[inline(always)]
pub fn close_message() -> AttrValue {
    text(130)
}

/// `Close the introduction`
#[inline(always)]
pub fn close_introduction() -> AttrValue {
    text(131)
}

/// `Nothing here yet.`
#[inline(always)]
pub fn nothing_here() -> AttrValue {
    text(132)
}

/// `Type <code> and see what it builds, paste a Dockerfile, or drop one on the page.`
pub fn how_to_begin(code: Html) -> Html {
    filled_around(133, &[code])
}

/// `Open an example`
#[inline(always)]
pub fn open_example() -> AttrValue {
    text(134)
}

/// `Your browser has no room for this page, or gives it none, so what you type now is not kept when you close it. All else works. Copy the text, or a link to it, to keep it.`
#[inline(always)]
pub fn not_kept() -> AttrValue {
    text(135)
}

/// `Files of the build context`
#[inline(always)]
pub fn files_of_context() -> AttrValue {
    text(136)
}

/// `Files of the example: texts are real, other sizes are made up.`
#[inline(always)]
pub fn example_files() -> AttrValue {
    text(137)
}

/// `List the files of your build context, and more becomes known: what COPY brings and weighs, what is sent to the build, what .dockerignore keeps out, and what an edit of a file runs again. Add the text of requirements.txt, package.json or go.mod, and the packages in it are weighed.`
#[inline(always)]
pub fn why_list_files() -> AttrValue {
    text(138)
}

/// `Nothing leaves this page.`
#[inline(always)]
pub fn nothing_leaves() -> AttrValue {
    text(139)
}

/// `On Linux this prints such a list:`
#[inline(always)]
pub fn prints_list() -> AttrValue {
    text(140)
}

/// `<size> would be sent to the build: {sent} of {files}.`
pub fn would_be_sent(size: Html, sent: impl Display, files: impl Display) -> Html {
    filled_around(141, &[size, plain(sent), plain(files)])
}

/// `{n} is left out by <link>. | {n} are left out by <link>.`
pub fn left_out_by(n: usize, link: Html) -> Html {
    counted_around(142, n, &[plain(n), link])
}

/// `Nothing asks for {n} more.`
pub fn nothing_asks_for(n: impl Display) -> String {
    filled(143, &[&n])
}

/// `size unknown`
#[inline(always)]
pub fn size_unknown() -> AttrValue {
    text(144)
}

/// `{pattern}, line {line} of .dockerignore`
pub fn pattern_in_line(pattern: impl Display, line: impl Display) -> String {
    filled(145, &[&pattern, &line])
}

/// `left out by {pattern}`
pub fn is_left_out_by(pattern: impl Display) -> String {
    filled(146, &[&pattern])
}

/// `left out`
#[inline(always)]
pub fn left_out() -> AttrValue {
    text(147)
}

/// `sent: let in by {pattern}`
pub fn let_in_by(pattern: impl Display) -> String {
    filled(148, &[&pattern])
}

/// `sent`
#[inline(always)]
pub fn sent() -> AttrValue {
    text(149)
}

/// `not sent: nothing asks for it`
#[inline(always)]
pub fn not_sent() -> AttrValue {
    text(150)
}

/// `File {path}`
pub fn file_named(path: impl Display) -> String {
    filled(151, &[&path])
}

/// `Path`
#[inline(always)]
pub fn path() -> AttrValue {
    text(152)
}

/// `Text, where it lists packages; it is read for their weight, and its length is the size`
#[inline(always)]
pub fn text_of_file() -> AttrValue {
    text(153)
}

/// `Remove`
#[inline(always)]
pub fn remove_file() -> AttrValue {
    text(154)
}

/// `Add files: one path a line, with its size where you know it`
#[inline(always)]
pub fn add_files() -> AttrValue {
    text(155)
}

/// `Remove all`
#[inline(always)]
pub fn remove_all() -> AttrValue {
    text(156)
}

/// `What these patterns match is not sent to the build, so COPY and ADD cannot find it.`
#[inline(always)]
pub fn patterns_hint() -> AttrValue {
    text(157)
}

/// `They leave out {count} of <files>.`
pub fn patterns_leave_out(count: impl Display, files: Html) -> Html {
    filled_around(158, &[plain(count), files])
}

/// `No file is decided by {patterns}.`
pub fn idle_patterns(patterns: impl Display) -> String {
    filled(159, &[&patterns])
}

/// `{count} patterns decide over no file.`
pub fn many_idle_patterns(count: impl Display) -> String {
    filled(160, &[&count])
}

/// `Close the history`
#[inline(always)]
pub fn close_history() -> AttrValue {
    text(161)
}

/// `Your browser keeps what you type, once a minute, and what the page leaves. It stays on this computer.`
#[inline(always)]
pub fn history_hint() -> AttrValue {
    text(162)
}

/// `Kept texts`
#[inline(always)]
pub fn kept_texts() -> AttrValue {
    text(163)
}

/// `Delete {n} text? This cannot be undone. | Delete {n} texts? This cannot be undone.`
pub fn delete_texts(n: usize) -> String {
    counted(164, n, &[&n])
}

/// `Delete`
#[inline(always)]
pub fn delete() -> AttrValue {
    text(165)
}

/// `Restore`
#[inline(always)]
pub fn restore() -> AttrValue {
    text(166)
}

/// `What is on the page now is kept.`
#[inline(always)]
pub fn restore_hint() -> AttrValue {
    text(167)
}

/// `Delete all…`
#[inline(always)]
pub fn delete_all() -> AttrValue {
    text(168)
}

/// `Nothing is kept yet.`
#[inline(always)]
pub fn nothing_kept() -> AttrValue {
    text(169)
}

/// `Preview of the Dockerfile`
#[inline(always)]
pub fn preview_of_dockerfile() -> AttrValue {
    text(170)
}

/// `Preview of the .dockerignore`
#[inline(always)]
pub fn preview_of_ignore() -> AttrValue {
    text(171)
}

/// `List`
#[inline(always)]
pub fn list() -> AttrValue {
    text(172)
}

/// `Show the stages as`
#[inline(always)]
pub fn show_stages_as() -> AttrValue {
    text(173)
}

/// `A stage appears here with its first FROM.`
#[inline(always)]
pub fn stage_appears() -> AttrValue {
    text(174)
}

/// `Stage graph. Arrow keys go from node to node, plus and minus zoom.`
#[inline(always)]
pub fn graph_keys() -> AttrValue {
    text(175)
}

/// `Why?`
#[inline(always)]
pub fn why() -> AttrValue {
    text(176)
}

/// `is a stage needed`
#[inline(always)]
pub fn is_stage_needed() -> AttrValue {
    text(177)
}

/// `Zoom in`
#[inline(always)]
pub fn zoom_in() -> AttrValue {
    text(178)
}

/// `Zoom out`
#[inline(always)]
pub fn zoom_out() -> AttrValue {
    text(179)
}

/// `Show all of the graph`
#[inline(always)]
pub fn show_all_of_graph() -> AttrValue {
    text(180)
}

/// `target`
#[inline(always)]
pub fn target_mark() -> AttrValue {
    text(181)
}

/// `Legend`
#[inline(always)]
pub fn legend() -> AttrValue {
    text(182)
}

/// `image from outside`
#[inline(always)]
pub fn outside_image() -> AttrValue {
    text(183)
}

/// `faded: skipped`
#[inline(always)]
pub fn faded() -> AttrValue {
    text(184)
}

/// `copies {paths} from {source}`
pub fn copies_from(paths: impl Display, source: impl Display) -> String {
    filled(185, &[&paths, &source])
}

/// `mounts {paths} from {source}`
pub fn mounts_from(paths: impl Display, source: impl Display) -> String {
    filled(186, &[&paths, &source])
}

/// `Why is it needed?`
#[inline(always)]
pub fn why_needed() -> AttrValue {
    text(187)
}

/// `Why is`
#[inline(always)]
pub fn why_is() -> AttrValue {
    text(188)
}

/// `needed by`
#[inline(always)]
pub fn needed_by() -> AttrValue {
    text(189)
}

/// `Close the question`
#[inline(always)]
pub fn close_question() -> AttrValue {
    text(190)
}

/// `{needer} does not need {needed}.`
pub fn does_not_need(needer: impl Display, needed: impl Display) -> String {
    filled(191, &[&needer, &needed])
}

/// `They are the same.`
#[inline(always)]
pub fn they_are_the_same() -> AttrValue {
    text(192)
}

/// `About the image`
#[inline(always)]
pub fn about_image() -> AttrValue {
    text(193)
}

/// `Nothing lands yet: a Dockerfile needs a FROM, which starts its first stage.`
#[inline(always)]
pub fn nothing_lands_yet() -> AttrValue {
    text(194)
}

/// `Nothing lands: the target is not a stage of this file. Choose another target above.`
#[inline(always)]
pub fn nothing_lands() -> AttrValue {
    text(195)
}

/// `<number> layer lands | <number> layers land`
pub fn layers_land(n: usize, number: Html) -> Html {
    counted_around(196, n, &[plain(n), number])
}

/// `<number> layer on top of the base image | <number> layers on top of the base image`
pub fn layers_on_top(n: usize, number: Html) -> Html {
    counted_around(197, n, &[plain(n), number])
}

/// `<size> stay behind`
pub fn stay_behind(size: Html) -> Html {
    filled_around(198, &[size])
}

/// `<stages> skipped`
pub fn are_skipped(stages: Html) -> Html {
    filled_around(199, &[stages])
}

/// `Left behind`
#[inline(always)]
pub fn left_behind() -> AttrValue {
    text(200)
}

/// `Built to make this image, and never downloaded by those who run it. Counted: <how>.`
pub fn left_behind_hint(how: Html) -> Html {
    filled_around(201, &[how])
}

/// `Layers, lowest first`
#[inline(always)]
pub fn layers_lowest_first() -> AttrValue {
    text(202)
}

/// `added by this Dockerfile`
#[inline(always)]
pub fn added_here() -> AttrValue {
    text(203)
}

/// `No layer: the image has no files.`
#[inline(always)]
pub fn no_layer() -> AttrValue {
    text(204)
}

/// `measured`
#[inline(always)]
pub fn measured() -> AttrValue {
    text(205)
}

/// `set by hand`
#[inline(always)]
pub fn by_hand() -> AttrValue {
    text(206)
}

/// `estimated`
#[inline(always)]
pub fn estimated() -> AttrValue {
    text(207)
}

/// `partly unknown`
#[inline(always)]
pub fn partly_unknown() -> AttrValue {
    text(208)
}

/// `History ({count})`
pub fn history_rows(count: impl Display) -> String {
    filled(209, &[&count])
}

/// `Created by`
#[inline(always)]
pub fn created_by() -> AttrValue {
    text(210)
}

/// `How each size is known`
#[inline(always)]
pub fn how_sizes_known() -> AttrValue {
    text(211)
}

/// `Known by`
#[inline(always)]
pub fn known_by() -> AttrValue {
    text(212)
}

/// `As <command> prints it, newest first.`
pub fn as_docker_history(command: Html) -> Html {
    filled_around(213, &[command])
}

/// `Comment`
#[inline(always)]
pub fn comment() -> AttrValue {
    text(214)
}

/// `On disk`
#[inline(always)]
pub fn on_disk() -> AttrValue {
    text(215)
}

/// `Transferred`
#[inline(always)]
pub fn transferred() -> AttrValue {
    text(216)
}

/// `all`
#[inline(always)]
pub fn all_layers() -> AttrValue {
    text(217)
}

/// `<size> transferred`
pub fn is_transferred(size: Html) -> Html {
    filled_around(218, &[size])
}

/// `change size`
#[inline(always)]
pub fn change_size() -> AttrValue {
    text(219)
}

/// `set size`
#[inline(always)]
pub fn set_size() -> AttrValue {
    text(220)
}

/// `of {what}`
pub fn of_what(what: impl Display) -> String {
    filled(221, &[&what])
}

/// `Set`
#[inline(always)]
pub fn set() -> AttrValue {
    text(222)
}

/// `Take back`
#[inline(always)]
pub fn take_back() -> AttrValue {
    text(223)
}

/// `“{text}” is no size, or the one that is set: write 120MB, 1.5GB or 4kB.`
pub fn size_refused(text: impl Display) -> String {
    filled(224, &[&text])
}

/// `set size and config`
#[inline(always)]
pub fn set_base() -> AttrValue {
    text(225)
}

/// `Its user`
#[inline(always)]
pub fn field_user() -> AttrValue {
    text(226)
}

/// `Its working directory`
#[inline(always)]
pub fn field_workdir() -> AttrValue {
    text(227)
}

/// `Its variables`
#[inline(always)]
pub fn field_env() -> AttrValue {
    text(228)
}

/// `“{text}” cannot be set: a user is one word, a directory begins with /, a variable is NAME=value.`
pub fn field_refused(text: impl Display) -> String {
    filled(229, &[&text])
}

/// `Writes the comment <comment> above it, which docker build passes over.`
pub fn writes_size(comment: Html) -> Html {
    filled_around(230, &[comment])
}

/// `Config of the image`
#[inline(always)]
pub fn config_of_image() -> AttrValue {
    text(231)
}

/// `This Dockerfile sets nothing.`
#[inline(always)]
pub fn sets_nothing() -> AttrValue {
    text(232)
}

/// `{count} not set here`
pub fn not_set_here(count: impl Display) -> String {
    filled(233, &[&count])
}

/// `Files of the image`
#[inline(always)]
pub fn files_of_image() -> AttrValue {
    text(234)
}

/// `No file is known here that fits.`
#[inline(always)]
pub fn no_file_fits() -> AttrValue {
    text(235)
}

/// `Show`
#[inline(always)]
pub fn show() -> AttrValue {
    text(236)
}

/// `Layers:`
#[inline(always)]
pub fn layers_ask() -> AttrValue {
    text(237)
}

/// `the whole image`
#[inline(always)]
pub fn whole_image() -> AttrValue {
    text(238)
}

/// `Show of the layers`
#[inline(always)]
pub fn show_of_layers() -> AttrValue {
    text(239)
}

/// `Up to here`
#[inline(always)]
pub fn up_to_here() -> AttrValue {
    text(240)
}

/// `This layer`
#[inline(always)]
pub fn this_layer() -> AttrValue {
    text(241)
}

/// `All`
#[inline(always)]
pub fn all() -> AttrValue {
    text(242)
}

/// `Added`
#[inline(always)]
pub fn filter_added() -> AttrValue {
    text(243)
}

/// `Changed`
#[inline(always)]
pub fn filter_changed() -> AttrValue {
    text(244)
}

/// `Removed`
#[inline(always)]
pub fn filter_removed() -> AttrValue {
    text(245)
}

/// `added`
#[inline(always)]
pub fn added() -> AttrValue {
    text(246)
}

/// `changed`
#[inline(always)]
pub fn changed() -> AttrValue {
    text(247)
}

/// `removed`
#[inline(always)]
pub fn removed() -> AttrValue {
    text(248)
}

/// `perhaps there`
#[inline(always)]
pub fn perhaps_there() -> AttrValue {
    text(249)
}

/// `may hold more`
#[inline(always)]
pub fn may_hold_more() -> AttrValue {
    text(250)
}

/// `Where {path} comes from`
pub fn where_from(path: impl Display) -> String {
    filled(251, &[&path])
}

/// `<file> is in layer {number}.`
pub fn is_in_layer(file: Html, number: impl Display) -> Html {
    filled_around(252, &[file, plain(number)])
}

/// `Only a build can tell whether it came this way.`
#[inline(always)]
pub fn only_build_knows() -> AttrValue {
    text(253)
}

/// `as {path}`
pub fn as_path(path: impl Display) -> String {
    filled(254, &[&path])
}

/// `show the line`
#[inline(always)]
pub fn show_line() -> AttrValue {
    text(255)
}

/// `layer {number} may have written more ({why})`
pub fn layer_may_have_more(number: impl Display, why: impl Display) -> String {
    filled(256, &[&number, &why])
}

/// `Of a base image only the directories are known.`
#[inline(always)]
pub fn only_directories() -> AttrValue {
    text(257)
}

/// `Every step is known, so no other file was written by one.`
#[inline(always)]
pub fn every_step_known() -> AttrValue {
    text(258)
}

/// `This list may lack files: {layers}.`
pub fn may_lack_files(layers: impl Display) -> String {
    filled(259, &[&layers])
}

/// `Steps of the build`
#[inline(always)]
pub fn build_steps() -> AttrValue {
    text(260)
}

/// `No step yet: the build starts with the first FROM.`
#[inline(always)]
pub fn no_step_yet() -> AttrValue {
    text(261)
}

/// `Not built`
#[inline(always)]
pub fn not_built() -> AttrValue {
    text(262)
}

/// `running`
#[inline(always)]
pub fn running() -> AttrValue {
    text(263)
}

/// `done`
#[inline(always)]
pub fn done() -> AttrValue {
    text(264)
}

/// `after {steps}`
pub fn after(steps: impl Display) -> String {
    filled(265, &[&steps])
}

/// `Player of the build`
#[inline(always)]
pub fn player() -> AttrValue {
    text(266)
}

/// `Play`
#[inline(always)]
pub fn play() -> AttrValue {
    text(267)
}

/// `Pause`
#[inline(always)]
pub fn pause() -> AttrValue {
    text(268)
}

/// `Step`
#[inline(always)]
pub fn step() -> AttrValue {
    text(269)
}

/// `Step back`
#[inline(always)]
pub fn step_back() -> AttrValue {
    text(270)
}

/// `Reset`
#[inline(always)]
pub fn reset() -> AttrValue {
    text(271)
}

/// `Which build`
#[inline(always)]
pub fn which_build() -> AttrValue {
    text(272)
}

/// `First build`
#[inline(always)]
pub fn first_build() -> AttrValue {
    text(273)
}

/// `Nothing changed`
#[inline(always)]
pub fn nothing_changed() -> AttrValue {
    text(274)
}

/// `Lanes run side by side. The durations are illustrative: nothing is built here.`
#[inline(always)]
pub fn lanes_hint() -> AttrValue {
    text(275)
}

/// `The whole log`
#[inline(always)]
pub fn whole_log() -> AttrValue {
    text(276)
}

/// `The build is done`
#[inline(always)]
pub fn build_is_done() -> AttrValue {
    text(277)
}

/// `Nothing runs`
#[inline(always)]
pub fn nothing_runs() -> AttrValue {
    text(278)
}

/// `Running: {step}`
pub fn running_now(step: impl Display) -> String {
    filled(279, &[&step])
}

/// `Side by side: {steps}`
pub fn side_by_side(steps: impl Display) -> String {
    filled(280, &[&steps])
}

/// `What runs again`
#[inline(always)]
pub fn what_runs_again() -> AttrValue {
    text(281)
}

/// `docker build stops then:`
#[inline(always)]
pub fn stops_then() -> AttrValue {
    text(282)
}

/// `Counted after a build of what stands there now, whose cache is still there. Images, URLs and repositories are taken to be the same as then.`
#[inline(always)]
pub fn what_if_hint() -> AttrValue {
    text(283)
}

/// `What if this changes:`
#[inline(always)]
pub fn what_if_ask() -> AttrValue {
    text(284)
}

/// `Nothing`
#[inline(always)]
pub fn nothing() -> AttrValue {
    text(285)
}

/// `The last edits that you made`
#[inline(always)]
pub fn your_last_edits() -> AttrValue {
    text(286)
}

/// `A file changes`
#[inline(always)]
pub fn file_changes() -> AttrValue {
    text(287)
}

/// `any other file`
#[inline(always)]
pub fn any_other_file() -> AttrValue {
    text(288)
}

/// `A build argument has a new value`
#[inline(always)]
pub fn argument_changes() -> AttrValue {
    text(289)
}

/// `An image was published again`
#[inline(always)]
pub fn image_changes() -> AttrValue {
    text(290)
}

/// `Another target is built`
#[inline(always)]
pub fn target_changes() -> AttrValue {
    text(291)
}

/// `It is built for another platform`
#[inline(always)]
pub fn platform_changes() -> AttrValue {
    text(292)
}

/// `may be cached`
#[inline(always)]
pub fn may_be_cached() -> AttrValue {
    text(293)
}

/// `runs again`
#[inline(always)]
pub fn runs_again() -> AttrValue {
    text(294)
}

/// `a new value runs nothing again.`
#[inline(always)]
pub fn cost_none() -> AttrValue {
    text(295)
}

/// `a new value runs {n} step again. | a new value runs {n} steps again.`
pub fn cost_steps(n: usize) -> String {
    counted(296, n, &[&n])
}

/// `a new value runs {n} step again, {count} of them only for its place. | a new value runs {n} steps again, {count} of them only for its place.`
pub fn cost_steps_by_place(n: usize, count: impl Display) -> String {
    counted(297, n, &[&n, &count])
}

/// `What the place of an argument costs`
#[inline(always)]
pub fn costs_of_place() -> AttrValue {
    text(298)
}

/// `Compare two builds`
#[inline(always)]
pub fn compare_builds() -> AttrValue {
    text(299)
}

/// `Keep this as baseline`
#[inline(always)]
pub fn keep_baseline() -> AttrValue {
    text(300)
}

/// `Choose what to compare this build with. A baseline is kept until the page is closed.`
#[inline(always)]
pub fn compare_hint() -> AttrValue {
    text(301)
}

/// `The baseline`
#[inline(always)]
pub fn the_baseline() -> AttrValue {
    text(302)
}

/// `Before the last edits`
#[inline(always)]
pub fn before_edits() -> AttrValue {
    text(303)
}

/// `Before the last fix`
#[inline(always)]
pub fn before_fix() -> AttrValue {
    text(304)
}

/// `Target {name}`
pub fn target_of(name: impl Display) -> String {
    filled(305, &[&name])
}

/// `Without build arguments`
#[inline(always)]
pub fn without_arguments() -> AttrValue {
    text(306)
}

/// `Compare with:`
#[inline(always)]
pub fn compare_with() -> AttrValue {
    text(307)
}

/// `Choose`
#[inline(always)]
pub fn choose() -> AttrValue {
    text(308)
}

/// `no image`
#[inline(always)]
pub fn no_image() -> AttrValue {
    text(309)
}

/// `There <there>, here <here>.`
pub fn there_and_here(there: Html, here: Html) -> Html {
    filled_around(310, &[there, here])
}

/// `There <there>, here <here>: <difference>.`
pub fn there_and_here_by(there: Html, here: Html, difference: Html) -> Html {
    filled_around(311, &[there, here, difference])
}

/// `Nothing else differs.`
#[inline(always)]
pub fn nothing_else_differs() -> AttrValue {
    text(312)
}

/// `There`
#[inline(always)]
pub fn there() -> AttrValue {
    text(313)
}

/// `Here`
#[inline(always)]
pub fn here() -> AttrValue {
    text(314)
}

/// `What`
#[inline(always)]
pub fn what() -> AttrValue {
    text(315)
}

/// `Kept to compare with`
#[inline(always)]
pub fn kept_to_compare() -> AttrValue {
    text(316)
}

/// `There is nothing here to judge yet.`
#[inline(always)]
pub fn nothing_to_judge() -> AttrValue {
    text(317)
}

/// `Nothing to suggest.`
#[inline(always)]
pub fn nothing_to_suggest() -> AttrValue {
    text(318)
}

/// `Every rule that Stagescope knows is content with this Dockerfile.`
#[inline(always)]
pub fn rules_are_content() -> AttrValue {
    text(319)
}

/// `Why this is good`
#[inline(always)]
pub fn why_good() -> AttrValue {
    text(320)
}

/// `docker build --check has nothing to say either.`
#[inline(always)]
pub fn merit_check() -> AttrValue {
    text(321)
}

/// `Nothing in it looks like a secret.`
#[inline(always)]
pub fn merit_secrets() -> AttrValue {
    text(322)
}

/// `Only what is needed lands: {stages} stays behind, {size}. | Only what is needed lands: {stages} stay behind, {size}.`
pub fn merit_left_behind(n: usize, stages: impl Display, size: impl Display) -> String {
    counted(323, n, &[&n, &stages, &size])
}

/// `It runs as {user}, and not as root.`
pub fn merit_user(user: impl Display) -> String {
    filled(324, &[&user])
}

/// `Suggestions, the most serious first`
#[inline(always)]
pub fn suggestions_sorted() -> AttrValue {
    text(325)
}

/// `Fix all safe ({count})`
pub fn fix_all_safe(count: impl Display) -> String {
    filled(326, &[&count])
}

/// `Safe: the image behaves the same afterwards. One undo takes all of it back.`
#[inline(always)]
pub fn fix_all_hint() -> AttrValue {
    text(327)
}

/// `Error`
#[inline(always)]
pub fn level_error() -> AttrValue {
    text(328)
}

/// `Warning`
#[inline(always)]
pub fn level_warning() -> AttrValue {
    text(329)
}

/// `Better`
#[inline(always)]
pub fn level_info() -> AttrValue {
    text(330)
}

/// `Hint`
#[inline(always)]
pub fn level_hint() -> AttrValue {
    text(331)
}

/// `docker build --check says this too`
#[inline(always)]
pub fn check_says_too() -> AttrValue {
    text(332)
}

/// `Preview: {title}`
pub fn preview_fix(title: impl Display) -> String {
    filled(333, &[&title])
}

/// `may change what the image does`
#[inline(always)]
pub fn may_change_image() -> AttrValue {
    text(334)
}

/// `The page did not arrive. Close it and open it again to try once more.`
#[inline(always)]
pub fn page_did_not_arrive() -> AttrValue {
    text(335)
}

/// `about this rule`
#[inline(always)]
pub fn about_rule() -> AttrValue {
    text(336)
}

/// `on docs.docker.com`
#[inline(always)]
pub fn on_docker_docs() -> AttrValue {
    text(337)
}

/// `Silence`
#[inline(always)]
pub fn silence() -> AttrValue {
    text(338)
}

/// `For this instruction`
#[inline(always)]
pub fn for_this_instruction() -> AttrValue {
    text(339)
}

/// `In the whole file`
#[inline(always)]
pub fn in_whole_file() -> AttrValue {
    text(340)
}

/// `No comment silences this.`
#[inline(always)]
pub fn no_comment_silences() -> AttrValue {
    text(341)
}

/// `Writes <comment>, which docker build reads too.`
pub fn writes(comment: Html) -> Html {
    filled_around(342, &[comment])
}

/// `Apply`
#[inline(always)]
pub fn apply() -> AttrValue {
    text(343)
}

/// `Close the preview`
#[inline(always)]
pub fn close_preview() -> AttrValue {
    text(344)
}

/// `Lines that change`
#[inline(always)]
pub fn lines_that_change() -> AttrValue {
    text(345)
}

/// `What else differs in the build`
#[inline(always)]
pub fn what_else_differs() -> AttrValue {
    text(346)
}

/// `Before`
#[inline(always)]
pub fn before() -> AttrValue {
    text(347)
}

/// `After`
#[inline(always)]
pub fn after_it() -> AttrValue {
    text(348)
}

/// `Left out, because they would change the same text as another fix:`
#[inline(always)]
pub fn fixes_left_out() -> AttrValue {
    text(349)
}

/// `{n} safe fix | {n} safe fixes`
pub fn safe_fixes(n: usize) -> String {
    counted(350, n, &[&n])
}

/// `{n} safe fix, {count} left out | {n} safe fixes, {count} left out`
pub fn safe_fixes_but(n: usize, count: impl Display) -> String {
    counted(351, n, &[&n, &count])
}

/// `Stages that run`
#[inline(always)]
pub fn stages_that_run() -> AttrValue {
    text(352)
}

/// `Layers added`
#[inline(always)]
pub fn layers_added() -> AttrValue {
    text(353)
}

/// `{what} {before} to {after}`
pub fn figure_changes(what: impl Display, before: impl Display, after: impl Display) -> String {
    filled(354, &[&what, &before, &after])
}

/// `no figure changes`
#[inline(always)]
pub fn no_figure_changes() -> AttrValue {
    text(355)
}

/// `Learn`
#[inline(always)]
pub fn learn() -> AttrValue {
    text(356)
}

/// `Lessons`
#[inline(always)]
pub fn lessons() -> AttrValue {
    text(357)
}

/// `{count} of {all} solved`
pub fn solved_of(count: impl Display, all: impl Display) -> String {
    filled(358, &[&count, &all])
}

/// `Save progress`
#[inline(always)]
pub fn save_progress() -> AttrValue {
    text(359)
}

/// `Load progress`
#[inline(always)]
pub fn load_progress() -> AttrValue {
    text(360)
}

/// `solved`
#[inline(always)]
pub fn solved() -> AttrValue {
    text(361)
}

/// `Lesson: {title}`
pub fn lesson_named(title: impl Display) -> String {
    filled(362, &[&title])
}

/// `Close the lesson`
#[inline(always)]
pub fn close_lesson() -> AttrValue {
    text(363)
}

/// `{place} of {all}`
pub fn place_of(place: impl Display, all: impl Display) -> String {
    filled(364, &[&place, &all])
}

/// `Copy link`
#[inline(always)]
pub fn copy_link() -> AttrValue {
    text(365)
}

/// `These lessons cannot be opened. {reason}`
pub fn lessons_refused(reason: impl Display) -> String {
    filled(366, &[&reason])
}

/// `There is no lesson “{name}”. Those that there are stand in the menu Learn.`
pub fn no_such_lesson(name: impl Display) -> String {
    filled(367, &[&name])
}

/// `There is no lesson in it.`
#[inline(always)]
pub fn no_lesson_in_it() -> AttrValue {
    text(368)
}

/// `Line {line}: {problem}.`
pub fn line_says(line: impl Display, problem: impl Display) -> String {
    filled(369, &[&line, &problem])
}

/// `Open lessons…`
#[inline(always)]
pub fn open_lessons() -> AttrValue {
    text(370)
}

/// `Open lessons from a file…`
#[inline(always)]
pub fn open_lessons_from_file() -> AttrValue {
    text(371)
}

/// `Back to the course`
#[inline(always)]
pub fn back_to_course() -> AttrValue {
    text(372)
}

/// `A lesson in the making`
#[inline(always)]
pub fn lesson_in_making() -> AttrValue {
    text(373)
}

/// `Make a lesson`
#[inline(always)]
pub fn make_lesson() -> AttrValue {
    text(374)
}

/// `Put the draft aside`
#[inline(always)]
pub fn put_draft_aside() -> AttrValue {
    text(375)
}

/// `It starts with a Dockerfile of {start}. Write its solution into the editor below, then take it as the solution.`
pub fn draft_starts(start: impl Display) -> String {
    filled(376, &[&start])
}

/// `It starts with a Dockerfile of {start} and is solved by one of {solution}.`
pub fn draft_is_solved(start: impl Display, solution: impl Display) -> String {
    filled(377, &[&start, &solution])
}

/// `Start with what is in the editor`
#[inline(always)]
pub fn take_as_start() -> AttrValue {
    text(378)
}

/// `Take it as the solution`
#[inline(always)]
pub fn take_as_solution() -> AttrValue {
    text(379)
}

/// `Title`
#[inline(always)]
pub fn lesson_title() -> AttrValue {
    text(380)
}

/// `Task`
#[inline(always)]
pub fn lesson_task() -> AttrValue {
    text(381)
}

/// `Goals, one a line`
#[inline(always)]
pub fn lesson_goals() -> AttrValue {
    text(382)
}

/// `Goals that hold of the solution`
#[inline(always)]
pub fn goals_that_hold() -> AttrValue {
    text(383)
}

/// `First hint: a nudge`
#[inline(always)]
pub fn first_hint() -> AttrValue {
    text(384)
}

/// `Second hint`
#[inline(always)]
pub fn second_hint() -> AttrValue {
    text(385)
}

/// `Third hint: nearly the answer`
#[inline(always)]
pub fn third_hint() -> AttrValue {
    text(386)
}

/// `Why the solution is one`
#[inline(always)]
pub fn lesson_reasons() -> AttrValue {
    text(387)
}

/// `The solution passes and the start does not.`
#[inline(always)]
pub fn lesson_is_ready() -> AttrValue {
    text(388)
}

/// `Save as a file`
#[inline(always)]
pub fn save_as_file() -> AttrValue {
    text(389)
}

/// `Copy a link`
#[inline(always)]
pub fn copy_a_link() -> AttrValue {
    text(390)
}

/// `Try it`
#[inline(always)]
pub fn try_it() -> AttrValue {
    text(391)
}

/// `The other Dockerfile`
#[inline(always)]
pub fn other_dockerfile() -> AttrValue {
    text(392)
}

/// `Goals`
#[inline(always)]
pub fn goals() -> AttrValue {
    text(393)
}

/// `met:`
#[inline(always)]
pub fn goal_met() -> AttrValue {
    text(394)
}

/// `open:`
#[inline(always)]
pub fn goal_open() -> AttrValue {
    text(395)
}

/// `Solved.`
#[inline(always)]
pub fn solved_now() -> AttrValue {
    text(396)
}

/// `Best known: {size} with {instructions}.`
pub fn best_known(size: impl Display, instructions: impl Display) -> String {
    filled(397, &[&size, &instructions])
}

/// `Your image: {size} with {instructions}.`
pub fn your_image(size: impl Display, instructions: impl Display) -> String {
    filled(398, &[&size, &instructions])
}

/// `Yours is better.`
#[inline(always)]
pub fn better_than_known() -> AttrValue {
    text(399)
}

/// `{n} instruction | {n} instructions`
pub fn n_instructions(n: usize) -> String {
    counted(400, n, &[&n])
}

/// `Hint {place} of {all}`
pub fn hint_of(place: impl Display, all: impl Display) -> String {
    filled(401, &[&place, &all])
}

/// `Solution`
#[inline(always)]
pub fn solution() -> AttrValue {
    text(402)
}

/// `Start again`
#[inline(always)]
pub fn start_again() -> AttrValue {
    text(403)
}

/// `Previous`
#[inline(always)]
pub fn previous() -> AttrValue {
    text(404)
}

/// `Next`
#[inline(always)]
pub fn next() -> AttrValue {
    text(405)
}

/// `The figures for this question are not loaded yet.`
#[inline(always)]
pub fn figures_not_loaded() -> AttrValue {
    text(406)
}

/// `Check`
#[inline(always)]
pub fn check() -> AttrValue {
    text(407)
}

/// `Not yet: {missing} missing, {extra} too many.`
pub fn not_yet(missing: impl Display, extra: impl Display) -> String {
    filled(408, &[&missing, &extra])
}

/// `right`
#[inline(always)]
pub fn right() -> AttrValue {
    text(409)
}

/// `A part of the page did not arrive: sizes, suggestions and most panels are missing. Load the page again to try once more.`
#[inline(always)]
pub fn part_did_not_arrive() -> AttrValue {
    text(410)
}

/// `The lessons did not arrive.`
#[inline(always)]
pub fn lessons_did_not_arrive() -> AttrValue {
    text(411)
}

/// `Lesson solved.`
#[inline(always)]
pub fn lesson_solved() -> AttrValue {
    text(412)
}

/// `Goal met: {goal}. {met} of {all}.`
pub fn goal_is_met(goal: impl Display, met: impl Display, all: impl Display) -> String {
    filled(413, &[&goal, &met, &all])
}

/// `The lesson is closed.`
#[inline(always)]
pub fn lesson_closed() -> AttrValue {
    text(414)
}

/// `Done: {title}`
pub fn done_with(title: impl Display) -> String {
    filled(415, &[&title])
}

/// `{name} is open.`
pub fn is_open(name: impl Display) -> String {
    filled(416, &[&name])
}

/// `Restored.`
#[inline(always)]
pub fn restored() -> AttrValue {
    text(417)
}

/// `Copying failed`
#[inline(always)]
pub fn copying_failed() -> AttrValue {
    text(418)
}

/// `docker build stops at line {line}: {message}`
pub fn stops_at(line: impl Display, message: impl Display) -> String {
    filled(419, &[&line, &message])
}

/// `docker build stops: {message}`
pub fn stops_with(message: impl Display) -> String {
    filled(420, &[&message])
}

/// `Target {name}: {n} stage built. | Target {name}: {n} stages built.`
pub fn target_builds(n: usize, name: impl Display) -> String {
    counted(421, n, &[&n, &name])
}

/// `Target {name}: {n} stage built, {skipped} skipped. | Target {name}: {n} stages built, {skipped} skipped.`
pub fn target_builds_and_skips(n: usize, name: impl Display, skipped: impl Display) -> String {
    counted(422, n, &[&n, &name, &skipped])
}

/// `Image {size}.`
pub fn image_weighs(size: impl Display) -> String {
    filled(423, &[&size])
}

/// `No suggestions.`
#[inline(always)]
pub fn no_suggestions() -> AttrValue {
    text(424)
}

/// `Ask why a stage is needed`
#[inline(always)]
pub fn ask_why() -> AttrValue {
    text(425)
}

/// `Keep this build as baseline`
#[inline(always)]
pub fn keep_build_as_baseline() -> AttrValue {
    text(426)
}

/// `Copy the docker build command`
#[inline(always)]
pub fn copy_build_command() -> AttrValue {
    text(427)
}

/// `Share or export…`
#[inline(always)]
pub fn share_or_export() -> AttrValue {
    text(428)
}

/// `Export: {name}, {about}`
pub fn export_named(name: impl Display, about: impl Display) -> String {
    filled(429, &[&name, &about])
}

/// `Open a file…`
#[inline(always)]
pub fn open_a_file() -> AttrValue {
    text(430)
}

/// `Open a folder…`
#[inline(always)]
pub fn open_a_folder() -> AttrValue {
    text(431)
}

/// `Look through the history`
#[inline(always)]
pub fn look_through_history() -> AttrValue {
    text(432)
}

/// `Examples`
#[inline(always)]
pub fn examples() -> AttrValue {
    text(433)
}

/// `Example: {title}`
pub fn example_named(title: impl Display) -> String {
    filled(434, &[&title])
}

/// `Show the editor`
#[inline(always)]
pub fn show_editor() -> AttrValue {
    text(435)
}

/// `Explain this Dockerfile in words`
#[inline(always)]
pub fn explain_in_words() -> AttrValue {
    text(436)
}

/// `Show the stages`
#[inline(always)]
pub fn show_stages() -> AttrValue {
    text(437)
}

/// `Show the image`
#[inline(always)]
pub fn show_image() -> AttrValue {
    text(438)
}

/// `Show the build`
#[inline(always)]
pub fn show_build() -> AttrValue {
    text(439)
}

/// `Ask what a change runs again`
#[inline(always)]
pub fn ask_what_runs_again() -> AttrValue {
    text(440)
}

/// `Show the suggestions`
#[inline(always)]
pub fn show_suggestions() -> AttrValue {
    text(441)
}

/// `Edit: {file}`
pub fn edit_named(file: impl Display) -> String {
    filled(442, &[&file])
}

/// `Fix all that is safe`
#[inline(always)]
pub fn fix_all_that_is_safe() -> AttrValue {
    text(443)
}

/// `Preview all safe fixes`
#[inline(always)]
pub fn preview_all_fixes() -> AttrValue {
    text(444)
}

/// `Target: {name}`
pub fn target_named(name: impl Display) -> String {
    filled(445, &[&name])
}

/// `Platform: {name}`
pub fn platform_named(name: impl Display) -> String {
    filled(446, &[&name])
}

/// `Load the lessons`
#[inline(always)]
pub fn load_lessons() -> AttrValue {
    text(447)
}
