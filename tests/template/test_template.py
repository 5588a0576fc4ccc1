"""What no linter knows about template.yaml: that every function is complete, and that the code in it works."""

import json
import os
import pathlib
import re
import sys
import tempfile
import types
import unittest
from unittest import mock

from samcli.yamlhelper import yaml_parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = yaml_parse((ROOT / "template.yaml").read_text())
RESOURCES = TEMPLATE["Resources"]
FUNCTIONS = {name: it for name, it in RESOURCES.items() if it["Type"] == "AWS::Serverless::Function"}
CALLED = {name: it for name, it in FUNCTIONS.items() if "Events" in it["Properties"]}


def of_kind(kind):
    """The functions that are called by events of a kind alone."""
    return {name: it for name, it in CALLED.items() if {event["Type"] for event in it["Properties"]["Events"].values()} == {kind}}


SERVING = of_kind("HttpApi")
SCHEDULED = of_kind("ScheduleV2")
TOLD = of_kind("EventBridgeRule")


class Functions(unittest.TestCase):
    def test_each_is_a_package_of_the_workspace(self):
        folders = {path.parent.name for path in (ROOT / "functions").glob("*/Cargo.toml")}
        built = {it["Metadata"]["BuildProperties"]["Binary"] for it in FUNCTIONS.values()}
        self.assertEqual(built, folders)
        for name, it in FUNCTIONS.items():
            self.assertEqual(it["Metadata"]["BuildProperties"]["Binary"].replace("_", ""), name.lower())

    def test_each_has_a_name_and_a_log_of_its_own(self):
        for name, it in FUNCTIONS.items():
            with self.subTest(name):
                full = "${AWS::StackName}-" + name
                self.assertEqual(it["Properties"]["FunctionName"], {"Fn::Sub": full})
                self.assertEqual(it["Properties"]["LoggingConfig"]["LogGroup"], {"Ref": name + "Logs"})
                log = RESOURCES[name + "Logs"]["Properties"]
                self.assertEqual(log["LogGroupName"], {"Fn::Sub": "/aws/lambda/" + full})
                self.assertIn("RetentionInDays", log)

    def test_each_is_called_in_one_way(self):
        self.assertEqual(SERVING.keys() | SCHEDULED.keys() | TOLD.keys(), CALLED.keys())
        self.assertEqual(FUNCTIONS.keys() - CALLED.keys(), {"Egress", "Migrate"})

    def test_each_that_is_scheduled_has_a_limit_on_tries_and_a_place_for_what_is_lost(self):
        self.assertIn("ChangeFeed", SCHEDULED)
        for name, it in SCHEDULED.items():
            for event, declared in it["Properties"]["Events"].items():
                with self.subTest(name, event=event):
                    self.assertIn("MaximumRetryAttempts", declared["Properties"]["RetryPolicy"])
                    self.assertEqual(declared["Properties"]["DeadLetterConfig"], {"Arn": {"Fn::GetAtt": ["LostSchedules", "Arn"]}})
        alarm = RESOURCES["SchedulesLost"]["Properties"]
        self.assertEqual(alarm["Dimensions"], [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["LostSchedules", "QueueName"]}}])
        # What is there stays for days, and would hide what comes after it.
        self.assertEqual((alarm["MetricName"], alarm["Statistic"]), ("NumberOfMessagesSent", "Sum"))

    def test_what_ses_tells_of_this_stages_mail_is_heard_and_nothing_of_it_lost(self):
        it = TOLD["MailFeedback"]["Properties"]
        self.assertEqual(it["Policies"], [{"Ref": "ConnectToDatabase"}, {"Ref": "UseTable"}])
        rule = it["Events"]["Feedback"]["Properties"]
        self.assertEqual(rule["Pattern"]["source"], ["aws.ses"])
        self.assertEqual(rule["Pattern"]["detail"], {"mail": {"tags": {"ses:configuration-set": [{"Ref": "MailSettings"}]}}})
        lost = {"Fn::GetAtt": ["LostFeedback", "Arn"]}
        self.assertEqual(rule["DeadLetterConfig"], {"Arn": lost})
        self.assertEqual(it["EventInvokeConfig"]["DestinationConfig"]["OnFailure"], {"Type": "SQS", "Destination": lost})
        recorded = {json.loads(path.read_text())["detail-type"] for path in (ROOT / "events").glob("ses-*.json")}
        self.assertEqual(recorded, set(rule["Pattern"]["detail-type"]))
        destination = RESOURCES["MailEvents"]["Properties"]
        self.assertEqual(destination["ConfigurationSetName"], {"Ref": "MailSettings"})
        self.assertEqual(len(destination["EventDestination"]["MatchingEventTypes"]), len(recorded))

    def test_the_change_feed_may_publish_to_its_own_bus_and_nothing_else(self):
        policies = SCHEDULED["ChangeFeed"]["Properties"]["Policies"]
        self.assertEqual(policies, [{"Ref": "ConnectToDatabase"}, {"Ref": "PublishEvents"}])
        [statement] = RESOURCES["PublishEvents"]["Properties"]["PolicyDocument"]["Statement"]
        self.assertEqual(statement["Action"], "events:PutEvents")
        self.assertEqual(statement["Resource"], {"Fn::GetAtt": ["Bus", "Arn"]})
        self.assertEqual(statement["Condition"], {"StringEquals": {"events:source": "amy"}})
        [through] = RESOURCES["EventsEndpoint"]["Properties"]["PolicyDocument"]["Statement"]
        self.assertEqual((through["Action"], through["Resource"]), ("events:PutEvents", {"Fn::GetAtt": ["Bus", "Arn"]}))

    def test_one_email_worker_runs_at_a_time_and_nothing_calls_it_twice(self):
        it = SCHEDULED["EmailWorker"]["Properties"]
        self.assertEqual(it["ReservedConcurrentExecutions"], 1)
        self.assertEqual(it["EventInvokeConfig"]["MaximumRetryAttempts"], 0)
        # Not the queue of what schedules could not call: a run that fails has alarms of its own.
        failed = {"Fn::GetAtt": ["FailedRuns", "Arn"]}
        self.assertEqual(it["EventInvokeConfig"]["DestinationConfig"]["OnFailure"], {"Type": "SQS", "Destination": failed})
        wanted = ["ConnectToDatabase", "UseTable", "SendMail", "SendQueuedMail", "ReadAttachments"]
        self.assertEqual(it["Policies"], [{"Ref": policy} for policy in wanted])
        alarms = ["EmailsDead", "EmailsLate", "EmailOutcomesUnknown", "EmailAccountStops", "EmailProviderStops", "EmailRunsMissing"]
        metrics = it["Environment"]["Variables"]["AMY_METRICS"]
        for alarm in alarms:
            self.assertEqual(RESOURCES[alarm]["Properties"]["Namespace"], metrics)

    def test_a_run_that_sends_emails_has_ended_when_the_next_one_is_asked_for(self):
        every = re.fullmatch(r"rate\((\d+) minutes?\)", TEMPLATE["Parameters"]["MailEvery"]["Default"])
        it = SCHEDULED["EmailWorker"]["Properties"]
        longest = int(it["Environment"]["Variables"]["EMAIL_RUN_SECONDS"])
        self.assertLess(longest, 60 * int(every[1]))
        self.assertLess(longest, it["Timeout"])

    def test_what_ses_refuses_afterwards_raises_the_alarm_of_all_that_is_given_up(self):
        counted = RESOURCES["EmailsRefusedCount"]["Properties"]
        self.assertEqual(counted["LogGroupName"], {"Ref": "MailFeedbackLogs"})
        pattern = '{ ($.state = "dead_letter") || ($.news = "reject") || ($.news = "rendering_failure") }'
        self.assertEqual(counted["FilterPattern"], pattern)
        [metric] = counted["MetricTransformations"]
        alarm = RESOURCES["EmailsDead"]["Properties"]
        self.assertEqual((metric["MetricNamespace"], metric["MetricName"]), (alarm["Namespace"], alarm["MetricName"]))
        self.assertNotIn("Dimensions", alarm)

    def test_each_that_is_called_waits_for_the_schema_and_is_watched_while_it_takes_over(self):
        for name, it in CALLED.items():
            with self.subTest(name):
                waits = {
                    "ChangeFeed": ["Schema", "EventsEndpoint"],
                    "EmailWorker": ["Schema", "MailEndpoint"],
                    "MailFeedback": ["Schema"],
                }
                self.assertEqual(it["DependsOn"], ["Schema", "Assets"] if name in SERVING else waits[name])
                self.assertIs(it["Properties"]["AutoPublishAliasAllProperties"], True)
                self.assertEqual(it["Properties"]["DeploymentPreference"]["Alarms"], [{"Ref": name + "Errors"}])
                alarm = RESOURCES[name + "Errors"]["Properties"]
                self.assertEqual(alarm["Dimensions"][0]["Value"], {"Ref": name})
                self.assertEqual(alarm["Dimensions"][1]["Value"], {"Fn::Sub": "${%s}:live" % name})
                self.assertEqual(alarm["MetricName"], "Errors")

    def test_routes_are_regular_and_belong_to_one_function(self):
        seen = {}
        for name, it in SERVING.items():
            for event, declared in it["Properties"]["Events"].items():
                with self.subTest(name, event=event):
                    self.assertEqual(declared["Type"], "HttpApi")
                    self.assertEqual(declared["Properties"]["ApiId"], {"Ref": "Api"})
                    self.assertEqual(declared["Properties"]["Method"], "ANY")
                    path = declared["Properties"]["Path"]
                    self.assertRegex(path, r"^(\$default|/|(/[a-z0-9_]+)+(/\{proxy\+\})?)$")
                    self.assertNotIn(path, seen)
                    seen[path] = name
        self.assertEqual(seen["$default"], "Dashboard")


class Mail(unittest.TestCase):
    def test_it_is_sent_from_our_domains_alone(self):
        for policy in ["SendMail", "SendQueuedMail"]:
            for statement in RESOURCES[policy]["Properties"]["PolicyDocument"]["Statement"]:
                if statement["Action"] != "ses:GetAccount":
                    self.assertIn("configuration-set/${MailSettings}", str(statement["Resource"]))
                    [sender, domain] = statement["Condition"]["StringLike"]["ses:FromAddress"]
                    self.assertEqual(sender["Fn::Sub"][0], "*@${Domain}")
                    self.assertEqual(domain["Fn::If"][:2], ["HasMailDomain", {"Fn::Sub": "*@${MailDomain}"}])
        # What stands after the one @ of it is its domain.
        pattern = TEMPLATE["Parameters"]["MailSender"]["AllowedPattern"]
        self.assertRegex("noreply@carpentries.org", f"^{pattern}$")
        for wrong in ["noreply", "AMY <noreply@carpentries.org>", "a@b@c.org"]:
            self.assertNotRegex(wrong, f"^{pattern}$")

    def test_files_are_read_by_who_sends_them_and_written_by_who_takes_them(self):
        [keeping] = RESOURCES["KeepAttachments"]["Properties"]["PolicyDocument"]["Statement"]
        self.assertEqual(keeping["Action"], ["s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObjectTagging"])
        reading = RESOURCES["ReadAttachments"]["Properties"]["PolicyDocument"]["Statement"]
        self.assertEqual([statement["Action"] for statement in reading], ["s3:GetObject", "s3:ListBucket"])
        for statement in reading:
            # Those of the AMY that was imported are where they were (EML-MIG-03).
            self.assertEqual(statement["Resource"][1]["Fn::If"][0], "HasOldAttachments")
        for name in ["Emails", "EmailWorker"]:
            self.assertIn({"Ref": "ReadAttachments"}, FUNCTIONS[name]["Properties"]["Policies"])
        self.assertIn({"Ref": "KeepAttachments"}, FUNCTIONS["Emails"]["Properties"]["Policies"])

    def test_production_says_who_gets_mail(self):
        rule = TEMPLATE["Rules"]["ProductionWritesToSomebody"]
        self.assertEqual(rule["RuleCondition"], {"Fn::Equals": [{"Ref": "Stage"}, "production"]})
        [real, instead] = rule["Assertions"][0]["Assert"]["Fn::Or"]
        self.assertEqual(real, {"Fn::Equals": [{"Ref": "MailToRealPeople"}, "true"]})
        self.assertEqual(instead, {"Fn::Not": [{"Fn::Equals": [{"Ref": "MailInsteadTo"}, ""]}]})

    def test_every_setting_of_it_is_a_parameter(self):
        told = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
        documented = (ROOT / "docs/deploy.md").read_text()
        for variable, parameter in {
            "AMY_DEFAULT_FROM_EMAIL": "MailSender",
            "AMY_REQUESTS_MAILBOX": "RequestsMailbox",
            "EMAIL_OVERRIDE_RECIPIENT": "MailInsteadTo",
            "EMAIL_ALLOW_REAL_RECIPIENTS": "MailToRealPeople",
        }.items():
            self.assertEqual(told[variable], {"Ref": parameter})
            self.assertTrue(f"`{parameter}`" in documented, parameter)


class InlineCode(unittest.TestCase):
    """Runs the Python in the template against stand-ins for AWS."""

    def start(self, name, clients, environment=None, layer="/opt"):
        """The module's handler, and the list of what it will have told CloudFormation."""
        told = []
        cfnresponse = types.SimpleNamespace(
            SUCCESS="SUCCESS",
            FAILED="FAILED",
            send=lambda event, context, status, data, identity, reason="": told.append((status, identity, reason)),
        )
        boto3 = types.SimpleNamespace(client=lambda service, **_: clients[service], resource=lambda service: clients[service])
        fakes = mock.patch.dict(sys.modules, {"cfnresponse": cfnresponse, "boto3": boto3})
        fakes.start()
        self.addCleanup(fakes.stop)
        variables = mock.patch.dict(os.environ, environment or {})
        variables.start()
        self.addCleanup(variables.stop)
        module = {}
        source = RESOURCES[name]["Properties"]["Code"]["ZipFile"].replace('"/opt"', repr(str(layer)))
        exec(compile(source, name, "exec"), module)
        return module, told

    def operate(self, answer):
        secrets, functions = mock.Mock(), mock.Mock()
        secrets.get_secret_value.return_value = {"SecretString": json.dumps({"username": "amy_owner", "password": "p&w"})}
        functions.invoke.return_value = answer
        module, told = self.start(
            "Operate", {"secretsmanager": secrets, "lambda": functions}, {"SECRET": "arn:secret", "MIGRATE": "arn:live"}
        )
        return module["handler"], told, functions.invoke

    @staticmethod
    def payload(value):
        return types.SimpleNamespace(read=lambda: json.dumps(value))

    def test_a_deployment_migrates_with_the_new_version(self):
        handler, told, invoke = self.operate({"Payload": self.payload({"applied": [1], "version": 1})})
        handler({"RequestType": "Update", "ResponseURL": "u", "ResourceProperties": {"Function": "arn:7"}}, None)
        self.assertEqual(told, [("SUCCESS", "schema", "")])
        self.assertEqual(invoke.call_args.kwargs["FunctionName"], "arn:7")
        sent = json.loads(invoke.call_args.kwargs["Payload"])
        self.assertEqual(sent, {"command": "migrate", "password": "p&w"})
        recorded = json.loads((ROOT / "events/migrate.json").read_text())
        self.assertEqual(set(recorded), set(sent))

    def test_a_failure_is_told_at_once(self):
        handler, told, _ = self.operate({"FunctionError": "Unhandled", "Payload": self.payload({"errorMessage": "no such table"})})
        handler({"RequestType": "Create", "ResponseURL": "u", "ResourceProperties": {"Function": "arn:7"}}, None)
        self.assertEqual(told, [("FAILED", "schema", "migrate: no such table")])

    def test_taking_the_stack_down_touches_no_database(self):
        handler, told, invoke = self.operate({})
        handler({"RequestType": "Delete", "ResponseURL": "u", "ResourceProperties": {"Function": "arn:7"}}, None)
        self.assertEqual(told, [("SUCCESS", "schema", "")])
        invoke.assert_not_called()

    def test_an_operator_gets_the_answer(self):
        handler, told, invoke = self.operate({"Payload": self.payload({"username": "jdoe", "password": "x"})})
        answer = handler({"command": "create-admin", "arguments": {"username": "jdoe"}}, None)
        self.assertEqual(answer, {"username": "jdoe", "password": "x"})
        self.assertEqual(invoke.call_args.kwargs["FunctionName"], "arn:live")
        sent = json.loads(invoke.call_args.kwargs["Payload"])
        self.assertEqual(sent, {"command": "create-admin", "password": "p&w", "arguments": {"username": "jdoe"}})
        self.assertEqual(told, [])

    def copy(self, request, files):
        layer = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        for name in files:
            (layer / name).parent.mkdir(exist_ok=True)
            (layer / name).write_text("")
        s3 = mock.Mock()
        module, told = self.start("CopyAssets", {"s3": s3}, layer=layer)
        module["handler"]({"RequestType": request, "ResourceProperties": {"Bucket": "b"}}, None)
        return s3.Bucket.return_value, told

    def test_assets_get_their_kind_and_age(self):
        bucket, told = self.copy("Create", ["app.36fc024158.css", "js/app.ae47798933.js", "manifest.json", "images/logo.svg"])
        self.assertEqual(told, [("SUCCESS", "assets", "")])
        copied = {call.args[1]: call.kwargs["ExtraArgs"] for call in bucket.upload_file.call_args_list}
        self.assertEqual(
            {key: (args["ContentType"], "immutable" in args["CacheControl"]) for key, args in copied.items()},
            {
                "static/app.36fc024158.css": ("text/css", True),
                "static/js/app.ae47798933.js": ("text/javascript", True),
                "static/manifest.json": ("application/json", False),
                "static/images/logo.svg": ("image/svg+xml", False),
            },
        )
        bucket.objects.delete.assert_not_called()

    def test_the_bucket_is_emptied_with_the_stack(self):
        bucket, told = self.copy("Delete", [])
        bucket.objects.delete.assert_called_once_with()
        self.assertEqual(told, [("SUCCESS", "assets", "")])


class Assets(unittest.TestCase):
    def test_names_that_the_build_makes_are_seen_as_hashed(self):
        manifest = ROOT / "templates/assets/dist/manifest.json"
        if not manifest.exists():
            self.skipTest("the assets are not built")
        pattern = re.search(r'HASHED = re.compile\(r"(.*)"\)', RESOURCES["CopyAssets"]["Properties"]["Code"]["ZipFile"])[1]
        for name in json.loads(manifest.read_text()).values():
            self.assertRegex(name, pattern)


if __name__ == "__main__":
    unittest.main()
