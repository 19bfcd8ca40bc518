function prompt { '(genba sandbox) PS ' + (Get-Location) + '> ' }
