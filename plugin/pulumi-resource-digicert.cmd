@node "%~dp0\pulumi-resource-digicert" %*
