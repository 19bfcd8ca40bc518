package config

// DirOn is the folder of configuration files on another operating system.
var DirOn = dirOn
