functions -q fish_prompt; and functions -c fish_prompt genba_own_prompt
function fish_prompt
    printf '%s' '(genba sandbox) '
    functions -q genba_own_prompt; and genba_own_prompt; or printf '> '
end
